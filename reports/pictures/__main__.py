"""The process that draws: pictures on standard input, PNGs on standard output."""

import pickle
import sys

from reports.pictures.drawing import draw


def main() -> None:
    pictures = pickle.load(sys.stdin.buffer)  # noqa: S301  from our own parent, over a pipe
    sys.stdout.buffer.write(pickle.dumps([draw(picture) for picture in pictures]))


if __name__ == "__main__":
    main()
