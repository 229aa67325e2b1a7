"""The process that draws: pictures on standard input, and whether for paper; PNGs on standard output."""

import pickle
import sys

from reports.pictures.drawing import ON_A_PHONE, ON_PAPER, draw


def main() -> None:
    pictures, is_on_paper = pickle.load(sys.stdin.buffer)  # noqa: S301  from our own parent, over a pipe
    heights = ON_PAPER if is_on_paper else ON_A_PHONE
    sys.stdout.buffer.write(pickle.dumps([draw(picture, heights) for picture in pictures]))


if __name__ == "__main__":
    main()
