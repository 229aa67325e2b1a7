-- A department as the code before the migration of 2026-11-29 stored it, on 14 September 2026 at 09:30.
-- Anna is writing a report and has typed more; Boris has a card, and a digest of which it is not known whether it
-- came; Galina is being asked for a date; Olga is to be told of a request; Vera has a link and a document to approve.
-- Stages that have been told are due again. What begins with a dollar is a chat or a message.
INSERT INTO conversations (chat_id, state, data) VALUES
    ($anna, 'Reporting:collecting', '{}'),
    ($galina, 'Extending:date', '{"execution_id": 2, "prompt": $galina_prompt, "asked_by": "4000000000000011"}');
INSERT INTO inbox_updates (id, chat_id, payload, state, attempts, fence, not_before, reason, received_at) VALUES
    (700000116, $anna, '{"update_id": 700000116, "message": {"message_id": 30, "from": {"id": $anna, "is_bot": false, "first_name": "Анна", "last_name": "Лугова", "language_code": "ru"}, "chat": {"id": $anna, "type": "private", "first_name": "Анна", "last_name": "Лугова"}, "date": 1789367400, "text": "Протокол приложим"}}', 'new', 0, 0, '2026-09-14 06:30:00.000000', '', '2026-09-14 06:30:00.000000');
INSERT INTO start_attempts (id, chat_id, at) VALUES
    (1, $stranger, '2026-09-01 06:05:00.000000');
INSERT INTO units (id, department_id, parent_id, name, kind, time_zone, is_active) VALUES
    (1, 1, NULL, 'Отдел образования Приозёрного района', 'department', 'Europe/Moscow', TRUE),
    (2, 1, 1, 'Школа № 3', 'school', 'Europe/Moscow', TRUE),
    (3, 1, 1, 'Школа № 8', 'school', 'Europe/Moscow', TRUE);
INSERT INTO persons (id, department_id, name, post, is_active, consented_at, consent_version) VALUES
    (1, 1, 'Вера Ильина', '', TRUE, NULL, NULL),
    (2, 1, 'Анна Лугова', '', TRUE, NULL, NULL),
    (3, 1, 'Борис Речной', '', TRUE, NULL, NULL),
    (4, 1, 'Ольга Ветрова', '', TRUE, NULL, NULL),
    (5, 1, 'Галина Озёрная', '', TRUE, '2026-09-01 06:05:00.000000', '2026-11');
INSERT INTO road_maps (id, department_id, title, period_start, period_end, approval_number, approval_on, rule_set, state) VALUES
    (1, 1, 'План повышения качества образования', '2026-09-01', '2027-05-31', '14-р', '2026-08-25', 'literal', 'active');
INSERT INTO accounts (id, person_id, channel, chat_id, state, bound_at) VALUES
    (1, 2, 'telegram', $anna, 'active', '2026-09-01 06:00:00.000000'),
    (2, 3, 'telegram', $boris, 'active', '2026-09-01 06:00:00.000000'),
    (3, 4, 'telegram', $olga, 'active', '2026-09-01 06:00:00.000000'),
    (4, 5, 'telegram', $galina, 'active', '2026-09-01 06:05:00.000000');
INSERT INTO audit_entries (id, department_id, at, actor_id, action, subject_kind, subject_id, facts) VALUES
    (1, 1, '2026-09-01 06:00:00.000000', NULL, 'person.added', 'person', 1, '{"unit": 1, "role": "coordinator"}'),
    (2, 1, '2026-09-01 06:00:00.000000', NULL, 'invite.issued', 'invite', 1, '{}'),
    (3, 1, '2026-09-01 06:00:00.000000', NULL, 'department.opened', 'unit', 1, '{}'),
    (4, 1, '2026-09-01 06:05:00.000000', NULL, 'person.added', 'person', 5, '{"unit": 2, "role": "executor"}'),
    (5, 1, '2026-09-01 06:05:00.000000', NULL, 'invite.issued', 'invite', 2, '{}'),
    (6, 1, '2026-09-01 06:05:00.000000', 5, 'invite.taken', 'invite', 2, '{}'),
    (7, 1, '2026-09-14 06:30:00.000000', 2, 'execution.reported', 'execution', 1, '{"report": 1, "outcome": "done", "source": "chat"}'),
    (8, 1, '2026-09-14 06:30:00.000000', 4, 'execution.accepted', 'execution', 1, '{"report": 1, "comment": ""}'),
    (9, 1, '2026-09-14 06:30:00.000000', 3, 'extension.asked', 'execution', 3, '{"request": 1, "from": "2026-10-15", "to": "2026-10-20"}'),
    (10, 1, '2026-09-14 06:30:00.000000', 4, 'reassignment.granted', 'execution', 3, '{"request": 1, "to": "Школа № 8", "occurrences": 2}'),
    (11, 1, '2026-09-14 06:30:00.000000', NULL, 'campaign.opened', 'campaign', 1, '{"quarter": "2026-Q3", "addressees": 2}'),
    (12, 1, '2026-09-14 06:30:00.000000', 2, 'execution.reported', 'execution', 2, '{"report": 2, "outcome": "on_track", "source": "campaign"}');
INSERT INTO imports (id, department_id, author_id, file_name, file_key, sha256, draft, rule_set, state, created_at) VALUES
    (1, 1, 1, 'plan.txt', 'k', '0', '{"title": "Дорожная карта по развитию чтения в Приозёрном районе на 2027 год", "period": ["2027-01-01", "2027-12-31"], "approval": null, "edition": null, "sections": [], "measures": [{"number": "1.1", "parent": null, "section": "", "title": "Открыть клуб чтения", "deadline_text": "до 20 октября 2027 г.", "deadline": {"type": "Dated", "times": [{"type": "Until", "end": {"type": "Day", "month": 10, "day": 20, "year": 2027}}]}, "confidence": 1.0, "deadline_inherited": false, "responsible_text": "Школа № 3", "responsibles": [{"text": "Школа № 3", "kind": "body", "persons": []}], "expected_result": "", "attributes": {}, "milestones": [], "problems": []}], "risk_factors": [], "amendments": [], "problems": []}', 'literal', 'reviewing', '2026-09-14 06:00:00.000000');
INSERT INTO deliveries (id, dedupe_key, kind, subject_id, payload, department_id, recipient_id, priority, state, not_before, attempts, is_repeat, fence, chat_id, message_id, dispatched_at, fingerprint, reason, created_at, settled_at) VALUES
    (1, 'assigned:1:joined-2026-09-01T06:05:00:5', 'assigned', 1, '{"occasion": "1"}', 1, 5, 30, 'sent', '2026-09-01 06:05:00.000000', 1, FALSE, 1, $galina, 6, '2026-09-01 06:05:00.000000', '6018d04512cc76f3552ca9b8c4c26be2', '', '2026-09-01 06:05:00.000000', '2026-09-01 06:05:00.000000'),
    (2, 'digest:2:2026-09-14', 'digest', 2, '{}', 1, 2, 50, 'sent', '2026-09-14 06:00:00.000000', 1, FALSE, 1, $anna, 9, '2026-09-14 06:30:00.000000', '8f98079e1443f71e504ed2b8cb7a583a', '', '2026-09-14 06:00:00.000000', '2026-09-14 06:30:00.000000'),
    (3, 'digest:5:2026-09-14', 'digest', 5, '{}', 1, 5, 50, 'sent', '2026-09-14 06:00:00.000000', 1, FALSE, 1, $galina, 10, '2026-09-14 06:30:00.000000', '8f98079e1443f71e504ed2b8cb7a583a', '', '2026-09-14 06:00:00.000000', '2026-09-14 06:30:00.000000'),
    (4, 'digest:3:2026-09-14', 'digest', 3, '{}', 1, 3, 50, 'unsure', '2026-09-14 06:32:00.000000', 1, FALSE, 1, $boris, NULL, '2026-09-14 06:30:00.000000', '8a3be1edd067778a5b388d6cfe08c630', 'ClientOSError: [Errno 104] Connection reset by peer', '2026-09-14 06:00:00.000000', NULL),
    (5, 'report_submitted:1:4', 'report_submitted', 1, '{}', 1, 4, 30, 'sent', '2026-09-14 06:30:00.000000', 1, FALSE, 1, $olga, 14, '2026-09-14 06:30:00.000000', '24a524729aa653670b3dc556feb6ea8c', '', '2026-09-14 06:30:00.000000', '2026-09-14 06:30:00.000000'),
    (6, 'accepted:1:2', 'accepted', 1, '{}', 1, 2, 30, 'sent', '2026-09-14 06:30:00.000000', 1, FALSE, 1, $anna, 15, '2026-09-14 06:30:00.000000', '8d1f867e13ad40a87a7c86a6b11d5a45', '', '2026-09-14 06:30:00.000000', '2026-09-14 06:30:00.000000'),
    (7, 'extension_requested:1:4', 'extension_requested', 1, '{}', 1, 4, 30, 'pending', '2026-09-14 06:30:00.000000', 0, FALSE, 0, NULL, NULL, NULL, NULL, '', '2026-09-14 06:30:00.000000', NULL);
INSERT INTO invites (id, secret_hash, department_id, person_id, unit_id, role, created_at, expires_at, used_at, used_by_chat_id) VALUES
    (1, '08f0ca9039cc965baf685e967915c88aa00a179fe35f3187551807d4383259f0', 1, 1, 1, 'coordinator', '2026-09-01 06:00:00.000000', '2026-09-17 06:00:00.000000', NULL, NULL),
    (2, '4a03fc3ff03d28e2697c30b54cefa9a59036c02b56f687a7366b95fb677e6e82', 1, 5, 2, 'executor', '2026-09-01 06:05:00.000000', '2026-09-04 06:05:00.000000', '2026-09-01 06:05:00.000000', $galina);
INSERT INTO memberships (person_id, unit_id, role) VALUES
    (1, 1, 'coordinator'),
    (2, 2, 'executor'),
    (3, 3, 'executor'),
    (4, 1, 'curator'),
    (5, 2, 'executor');
INSERT INTO revisions (id, road_map_id, number, file_name, file_key, sha256, approved_at) VALUES
    (1, 1, 1, 'план.docx', 'k', '0', '2026-09-01 06:00:00.000000');
INSERT INTO sections (id, road_map_id, position, title) VALUES
    (1, 1, 0, '1. Обучение'),
    (2, 1, 1, '2. Методическая работа');
INSERT INTO measures (id, road_map_id, section_id, position, number, title, result, deadline_text, deadline, reading, responsible_text, attributes, completion_rule, is_archived, requires_evidence) VALUES
    (1, 1, 1, 0, '2.1', 'Провести семинар', 'Справка', 'до срока', '{"type": "Missing"}', '', 'Школа № 3', '{}', 'all', FALSE, FALSE),
    (2, 1, 1, 1, '2.2', 'Утвердить план', 'Справка', 'до срока', '{"type": "Missing"}', '', 'Школа № 3', '{}', 'all', FALSE, FALSE),
    (3, 1, 1, 2, '3.2', 'Провести слёт', 'Справка', 'до срока', '{"type": "Missing"}', '', 'Школа № 8', '{}', 'all', FALSE, FALSE),
    (4, 1, 1, 3, '3.1', 'Обновить стенд', 'Справка', 'до срока', '{"type": "Missing"}', '', 'Школа № 8', '{}', 'all', FALSE, FALSE);
INSERT INTO assignments (id, measure_id, unit_id, kind, is_archived) VALUES
    (1, 1, 2, 'main', FALSE),
    (2, 2, 2, 'main', FALSE),
    (3, 3, 3, 'main', FALSE),
    (4, 4, 3, 'main', FALSE);
INSERT INTO occurrences (id, measure_id, first_on, last_on, original_due_on, due_on) VALUES
    (1, 1, '2026-09-01', '2026-09-15', '2026-09-15', '2026-09-15'),
    (2, 2, '2026-09-01', '2026-09-17', '2026-09-17', '2026-09-17'),
    (3, 3, '2026-09-01', '2026-10-15', '2026-10-15', '2026-10-15'),
    (4, 4, '2026-09-01', '2026-09-17', '2026-09-17', '2026-09-17');
INSERT INTO executions (id, department_id, road_map_id, measure_id, occurrence_id, assignment_id, unit_id, home_unit_id, state, version, revision, original_due_on, due_on, next_stage_at, settled_at) VALUES
    (1, 1, 1, 1, 1, 1, 2, 2, 'accepted', 3, 1, '2026-09-15', '2026-09-15', NULL, '2026-09-14 06:30:00.000000'),
    (2, 1, 1, 2, 2, 2, 2, 2, 'open', 1, 1, '2026-09-17', '2026-09-17', '2026-09-14 05:05:00.000000', NULL),
    (3, 1, 1, 3, 3, 3, 3, 3, 'open', 1, 1, '2026-10-15', '2026-10-15', '2026-09-25 05:00:00.000000', NULL),
    (4, 1, 1, 4, 4, 4, 3, 3, 'open', 1, 1, '2026-09-17', '2026-09-17', '2026-09-14 05:05:00.000000', NULL);
INSERT INTO cards (chat_id, execution_id, message_id) VALUES
    ($boris, 4, $boris_card),
    ($anna, 1, 13),
    ($olga, 1, 14);
INSERT INTO delivery_items (id, delivery_id, execution_id, revision, stage, recipient_id) VALUES
    (1, 2, 1, 1, '-1', 2),
    (2, 2, 2, 1, '-3', 2),
    (3, 3, 1, 1, '-1', 5),
    (4, 3, 2, 1, '-3', 5),
    (5, 4, 3, 1, '-30', 3),
    (6, 4, 4, 1, '-3', 3);
INSERT INTO execution_reports (id, execution_id, version, outcome, text, author_id, source, state_before, created_at) VALUES
    (1, 1, 1, 'done', 'Провели 12 сентября', 2, 'chat', 'open', '2026-09-14 06:30:00.000000');
INSERT INTO extension_requests (id, execution_id, author_id, from_due_on, to_due_on, reason, state, created_at, comment) VALUES
    (1, 3, 3, '2026-10-15', '2026-10-20', 'Ждём приказ', 'open', '2026-09-14 06:30:00.000000', '');
INSERT INTO decisions (report_id, kind, by, comment, created_at) VALUES
    (1, 'accept', 4, '', '2026-09-14 06:30:00.000000');
INSERT INTO report_drafts (id, person_id, covers, outcome, text, card_message_id, updated_at) VALUES
    (1, 2, '[2]', 'done', 'Утверждён приказом', $anna_draft, '2026-09-14 06:30:00.000000');
