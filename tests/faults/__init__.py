"""Which test stands for which fault: the fault, the file below `tests/`, the test. `test_index.py` holds it.

429 with 1, 35, 3600
    faults/test_line.py
    test_too_many_requests_is_waited_out_and_nothing_is_doubled

429 for one chat
    services/delivery/test_outcomes.py
    test_flood_control_costs_no_attempt_and_holds_only_that_chat

429 in chat after chat
    services/delivery/test_pacing.py
    test_when_the_messenger_refuses_chat_after_chat_everybody_waits

429 to a person's answer
    bot/telegram/test_reply_pacing.py
    test_short_flood_control_is_waited_out_for_a_person

403
    services/delivery/test_outcomes.py
    test_a_blocked_account_is_closed_and_the_curator_is_told_once

the person comes back
    services/people/test_after_joining.py
    test_a_reminder_that_found_the_door_closed_is_said_when_it_opens

502 in HTML, half a JSON, a reset
    faults/test_line.py
    test_a_lost_answer_makes_one_more_copy_at_most_and_it_is_marked

every answer lost
    faults/test_line.py
    test_a_line_that_loses_every_answer_makes_two_copies_and_a_dead_letter

an hour without Telegram
    faults/test_line.py
    test_a_line_that_is_down_for_an_hour_delivers_once_when_it_is_back

409
    bot/process/test_inbox.py
    test_a_rival_poller_is_an_alarm_and_not_a_fight

401
    services/delivery/test_outcomes.py
    test_a_refused_token_stops_sending_and_keeps_every_row

a migrated chat
    services/delivery/test_outcomes.py
    test_a_migrated_chat_is_written_to_under_its_new_id

no name server
    bot/telegram/test_messenger.py
    test_a_name_that_does_not_resolve_is_not_sent

refused
    bot/telegram/test_messenger.py
    test_a_refused_connection_is_not_sent

TLS
    bot/telegram/test_messenger.py
    test_a_failed_tls_handshake_is_not_sent

a mute proxy
    bot/telegram/test_messenger.py
    test_a_bad_proxy_is_not_sent

20 s database lock, full disk, read-only file: what comes in
    faults/test_database.py
    test_what_a_person_says_stays_with_telegram_until_it_can_be_stored

20 s database lock, full disk, read-only file: a press
    faults/test_database.py
    test_a_press_whose_handler_could_not_write_is_done_once_when_it_can

20 s database lock, full disk, read-only file: what goes out
    faults/test_database.py
    test_a_message_that_left_while_the_outcome_could_not_be_written_is_not_sent_again

20 s database lock, full disk, read-only file: the process
    faults/test_database.py
    test_every_part_outlives_the_trouble_and_goes_on_by_itself

20 s database lock, full disk, read-only file: the start
    faults/test_start.py
    test_what_is_wrong_with_the_database_is_said_in_russian

a real disk that is full or read-only
    faults/test_disk.py
    test_a_disk_that_takes_nothing_turns_readiness_red_and_what_came_stays_with_telegram

a page of the database is destroyed
    bot/commands/test_check_command.py
    test_a_start_over_a_destroyed_page_is_refused_in_one_sentence

an older program over a newer schema
    bot/commands/test_check_command.py
    test_a_base_of_a_newer_program_is_refused_and_named

a fault that lasts
    bot/process/test_lasting_faults.py
    test_a_lasting_fault_is_said_once_a_minute_with_what_to_do

PostgreSQL restarts
    bot/process/test_database_restart.py
    test_a_restart_of_the_database_is_waited_out_by_everybody

a replica is cut off while it renews a lease
    bot/process/test_lost_replica.py
    test_a_replica_lost_while_it_renews_its_lease_is_replaced

a replica is cut off while it settles an update
    bot/process/test_lost_replica.py
    test_an_update_a_lost_replica_was_settling_is_handled_by_another_once

a replica is cut off while it marks a delivery
    bot/process/test_lost_replica.py
    test_a_delivery_a_lost_replica_was_marking_goes_back_to_the_queue

the database is cut off from a replica
    bot/process/test_lost_replica.py
    test_a_replica_whose_line_is_cut_says_so_in_readiness_and_recovers

the clock jumps by three hours
    faults/test_clock.py
    test_a_clock_that_jumps_while_a_message_waits_for_its_turn_sends_it_once

the clock jumps by three hours: planning
    faults/test_clock.py
    test_reminders_planned_by_a_clock_three_hours_ahead_are_said_once

the clock jumps by three hours: retries
    faults/test_clock.py
    test_a_clock_three_hours_ahead_and_back_delays_a_retry_by_no_more_and_doubles_nothing

the clock jumps by three hours on one of several machines
    bot/process/test_workers.py
    test_a_machine_three_hours_ahead_sends_nothing_twice

suspended for nine hours
    faults/test_clock.py
    test_a_machine_suspended_for_nine_hours_wakes_at_night_and_wakes_nobody

SIGTERM under load
    faults/test_stop.py
    test_a_stop_under_load_loses_no_message_no_question_and_doubles_none

a second signal
    bot/process/test_process.py
    test_a_second_signal_stops_at_once

SIGSTOP for 90 s before a send
    faults/test_clock.py
    test_a_process_stopped_for_ninety_seconds_before_sending_sends_nothing_a_second_time

SIGSTOP for 90 s during a send
    faults/test_clock.py
    test_a_process_stopped_for_ninety_seconds_while_sending_cannot_settle_what_is_not_its_own

SIGSTOP of the lease's holder
    storage/process/test_leases.py
    test_what_a_sleeper_does_under_a_lost_lease_never_lasts

SIGKILL
    services/delivery/test_crashes.py
    test_two_crashes_in_a_row_never_make_a_third_copy

two processes on one SQLite file
    bot/process/test_process.py
    test_a_process_answers_keeps_its_file_follows_the_clock_and_stops_in_order

a plan edited between claim and send
    faults/test_edits.py
    test_a_deadline_moved_between_claim_and_send_takes_its_line_out_of_the_message

tzdata changed after planning
    roadmap/reminding/test_years.py
    test_a_digest_planned_before_a_zone_changed_its_offset_leaves_by_daylight_of_the_new_one

a migration is killed half way
    storage/test_killed_migrations.py
    test_a_killed_migration_leaves_the_base_as_it_was

the machine is lost and another one goes on from the backup
    scenarios/process/test_restore_drill.py
    test_what_was_done_before_the_backup_is_there_and_what_was_due_since_is_held

a backup is damaged or for another key
    storage/backups/test_archives.py
    test_a_damaged_archive_is_never_believed

yesterday's backup restored
    scenarios/process/test_restoring.py
    test_what_was_sent_after_the_copy_is_held_told_and_sent_by_one_press

the next stage comes within a day of an unsure one
    faults/test_edits.py
    test_an_unsure_reminder_of_the_day_before_is_not_repeated_as_tomorrow_says_it_again

429 that does not say how long
    faults/test_answers.py
    test_too_many_requests_without_a_time_is_waited_out_and_sent_once_unmarked

200 with ok: false
    faults/test_answers.py
    test_a_refusal_under_200_is_read_by_what_it_says

«message is not modified»
    faults/test_answers.py
    test_a_screen_that_is_as_it_was_is_no_failure

«query is too old»
    faults/test_answers.py
    test_a_press_whose_question_is_too_old_to_be_answered_is_done_once_all_the_same

an answer that breaks off inside a letter
    faults/test_answers.py
    test_an_answer_that_breaks_off_inside_a_letter_is_unsure_and_a_screen_is_tried_again

a slow body
    faults/test_answers.py
    test_a_body_that_never_ends_is_given_up_and_what_it_answered_is_unsure

getFile fails: a photo
    handlers/control/test_files_on_the_way.py
    test_a_file_telegram_does_not_give_is_asked_for_once_and_said

getFile fails: a document
    scenarios/imports/test_import_in_chat.py
    test_loading_is_said_until_a_bad_line_is_better

a proxy dies during a poll
    faults/test_polling.py
    test_a_proxy_that_dies_while_a_poll_is_held_loses_nothing_and_the_next_takes_over

update ids out of order
    faults/test_polling.py
    test_updates_that_come_in_another_order_are_worked_off_in_theirs

update ids begin anew
    faults/test_polling.py
    test_updates_numbered_anew_after_a_silent_week_are_not_passed_over

a black hole over IPv6
    faults/test_polling.py
    test_a_line_that_is_a_black_hole_over_ipv6_is_gone_round_by_the_other_address

a deadlock
    faults/test_postgres.py
    test_of_two_transactions_in_each_other_s_way_one_goes_on_and_the_other_is_done_again

two replicas seal the audit at once
    faults/test_postgres.py
    test_of_two_processes_that_seal_at_once_one_leaves_it_to_the_other

no connection left
    faults/test_postgres.py
    test_a_pool_without_a_connection_left_is_red_and_said_and_recovers

a replica is cut off while it is idle
    faults/test_postgres.py
    test_a_replica_lost_while_it_is_idle_is_replaced_when_its_lease_ends

a blocked loop
    faults/test_postgres.py
    test_a_loop_that_was_blocked_longer_than_its_lease_holds_nothing_when_it_goes_on

an organisation changes its zone
    faults/test_zones.py
    test_a_school_that_moves_west_is_not_written_to_by_night_and_once_in_its_own_morning

SIGKILL inside an import, a table, a roll-over, an export
    proof/test_draw.py
    test_two_hundred_seeds_end_lives_at_every_named_point

a death inside an import
    faults/test_killed_work.py
    test_a_document_is_on_the_desk_once

a death inside an approval
    faults/test_killed_work.py
    test_a_plan_is_in_force_once

a death inside a roll-over
    faults/test_killed_work.py
    test_a_plan_is_rolled_over_once

a death inside the taking of a table
    faults/test_killed_work.py
    test_a_table_is_taken_once

a death inside a report
    faults/test_killed_work.py
    test_a_report_is_sent_once

a death inside an export
    faults/test_killed_work.py
    test_a_consolidated_report_comes

a table is read again after a death
    services/plan/test_plan_tables.py
    test_a_table_read_again_before_anybody_decided_is_the_same_return
"""
