-- What each table and column is for. docs/schema.md is printed from a database that has these; a test says when it is
-- stale. Flyway runs this file again whenever it was changed.

comment on table envelope_batch is 'The providers'' calls as they arrived, kept for a time so that a better parser can read them again. A row is what one statement of the inbound log brought.';
comment on column envelope_batch.last_id is 'The greatest number of its calls.';
comment on column envelope_batch.calls is 'How many calls it has.';
comment on column envelope_batch.numbers is 'Where some calls brought nothing new: the numbers of the others, and only they count.';
comment on column envelope_batch.kept is 'The calls, in the compressed form of EnvelopeForm.';
comment on column envelope_batch.received_first is 'When the earliest of its calls came.';
comment on column envelope_batch.received_last is 'When the latest of its calls came.';

comment on table inbound is 'A citizen''s message, or a signal, which is none.';
comment on column inbound.id is 'Derived from the provider''s id, so that a message is stored once.';
comment on column inbound.seq is 'The order of acceptance.';
comment on column inbound.envelope_id is 'The number of the call it came with, whose envelope_batch may have been deleted since.';
comment on column inbound.entry_id is 'Its entry in audit_entry, the one with the commitment to its words.';
comment on column inbound.account is 'The city''s account it came to.';
comment on column inbound.channel is 'The channel it came by.';
comment on column inbound.address is 'The citizen''s address.';
comment on column inbound.provider_id is 'The provider''s id of it.';
comment on column inbound.content is 'What the citizen sent.';
comment on column inbound.thread is 'On a channel with threads: what it names of earlier mails.';
comment on column inbound.mail_id is 'On a channel with threads: its own id there.';
comment on column inbound.marks is 'What the adapter noticed, such as that a machine wrote it; names with commas between.';
comment on column inbound.sent_at is 'When it was sent, to the microsecond.';
comment on column inbound.sent_nanos is 'The nanoseconds of sent_at below a microsecond, which the commitment covers.';
comment on column inbound.received_at is 'When it came to the gateway.';
comment on column inbound.earlier_at is 'When a copy of it came to another node earlier, and lay in that node''s spool.';
comment on column inbound.finished_at is 'When its turn was committed; of a signal, when it came.';
comment on column inbound.failed_turns is 'How many turns failed over it.';
comment on column inbound.retry_at is 'After a failed turn: not before then.';
comment on column inbound.failure is 'Why its last turn failed.';
comment on column inbound.signal is 'A reaction, an edit, a deletion or a notice: no turn is run for it.';

comment on table conversation is 'A citizen''s dealings about one matter on one lane, as they stand.';
comment on column conversation.id is 'Its id, inside the city only.';
comment on column conversation.pseudonym is 'Its id on the record, in the sealed part.';
comment on column conversation.account is 'The lane: the city''s account.';
comment on column conversation.channel is 'The lane: the channel.';
comment on column conversation.address is 'The lane: the citizen''s address.';
comment on column conversation.language is 'The language it is in, a tag of BCP 47.';
comment on column conversation.state is 'The stage: who has it.';
comment on column conversation.queue is 'Where it waits, or was taken from.';
comment on column conversation.priority is 'How urgently it waits, or waited until it was taken.';
comment on column conversation.agent is 'Who of the staff has it.';
comment on column conversation.stage_at is 'Since when it waits, is taken, or is closed.';
comment on column conversation.waiting_since is 'Since when a person has been wanted; kept while one has it.';
comment on column conversation.outcome is 'How it ended.';
comment on column conversation.session is 'What the bot remembers between turns; Redis holds a copy.';
comment on column conversation.thread is 'The mail thread it belongs to.';
comment on column conversation.message_count is 'How many messages it has.';
comment on column conversation.version is 'Counts its changes; a commit names the one before.';
comment on column conversation.opened_at is 'When it began.';
comment on column conversation.last_activity_at is 'When it last changed.';
comment on column conversation.traffic is 'How much its lane says and is answered in the hour that runs.';
comment on column conversation.over_budget is 'Whether that is more than the account allows.';
comment on column conversation.urgency is 'The first thing the desk sorts by; see PgBoard.';
comment on column conversation.place is 'The second thing the desk sorts by; see PgBoard.';
comment on column conversation.first_inbound_at is 'When the citizen first wrote in it.';
comment on column conversation.first_answer_at is 'When it was first answered.';
comment on column conversation.first_queued_at is 'When it first waited for a person.';
comment on column conversation.first_taken_at is 'When a person first took it.';
comment on column conversation.taken_from is 'The queue in which it was when a person first took it.';
comment on column conversation.last_queue is 'The last queue that it was in; kept when it ends.';
comment on column conversation.bot_answered is 'Whether the bot answered in it.';

comment on table message is 'Something said in a conversation, by either side.';
comment on column message.id is 'Its id; a citizen''s is that of inbound.';
comment on column message.conversation_id is 'The conversation it belongs to.';
comment on column message.position is 'Its place in the conversation, from 1.';
comment on column message.author is 'Who said it.';
comment on column message.author_name is 'The bot''s version, or the agent''s id.';
comment on column message.content is 'What was said.';
comment on column message.offers is 'The choices it offers.';
comment on column message.answers is 'The message it answers.';
comment on column message.at is 'When it was said.';

comment on table decision is 'What was decided about a citizen''s message, and why.';
comment on column decision.id is 'The order of decisions.';
comment on column decision.conversation_id is 'The conversation it was made in.';
comment on column decision.about is 'The message it is about.';
comment on column decision.outcome is 'What follows, in a word.';
comment on column decision.decision is 'The decision with its trace.';
comment on column decision.at is 'When it was made.';

comment on table bulk_resend is 'Many dead letters that one act of a person put back.';
comment on column bulk_resend.id is 'The act: it counts once.';
comment on column bulk_resend.letters is 'How many it put back.';
comment on column bulk_resend.asked_by is 'Who decided it.';
comment on column bulk_resend.asked_at is 'When they did.';
comment on table outbox is 'A message to send, until it is settled.';
comment on column outbox.message_id is 'The message.';
comment on column outbox.seq is 'The order in which messages were decided; a lane''s are sent in it.';
comment on column outbox.conversation_id is 'The conversation it belongs to.';
comment on column outbox.account is 'The city''s account it is sent from.';
comment on column outbox.channel is 'The channel it is sent by.';
comment on column outbox.address is 'The citizen''s address.';
comment on column outbox.bulk is 'Whether it waits for everything live.';
comment on column outbox.outgoing is 'What is sent.';
comment on column outbox.same_words is 'Equal for the same words to the same citizen.';
comment on column outbox.despite_opt_out is 'Whether it is sent to one who opted out, such as the confirmation of that.';
comment on column outbox.written_at is 'When it was decided.';
comment on column outbox.due_from is 'When it is due, whoever has it in hand.';
comment on column outbox.due_at is 'When it may be taken up: while it is leased, the end of the lease.';
comment on column outbox.attempts is 'How often it was taken up; tells one lease from the next.';
comment on column outbox.tries is 'How often the provider failed.';
comment on column outbox.leased is 'Whether due_at is the end of a lease.';
comment on column outbox.settled_at is 'When its sending ended.';
comment on column outbox.dead is 'Whether its sending ended and a part of it failed.';
comment on column outbox.left_at is 'When a person decided to leave it unsent.';
comment on column outbox.left_by is 'Who decided that.';
comment on column outbox.left_because is 'Why they did.';
comment on column outbox.said_under is 'On a phone line: the request in which it was said.';
comment on column outbox.again_at is 'When it is tried again, having met a full mailbox.';
comment on column outbox.bounced_at is 'When it came back because nobody has the address.';
comment on column outbox.bulk_resend is 'The act that put it back with others, if one did; the last of them.';
comment on column outbox.note is 'The last thing learned of its sending.';

comment on table part is 'A piece of a message as its channel needs it, and the journal of its delivery.';
comment on column part.message_id is 'The message.';
comment on column part.number is 'The piece, from 1.';
comment on column part.account is 'The city''s account it is sent from.';
comment on column part.text is 'What it says.';
comment on column part.offers is 'The choices it offers.';
comment on column part.delivery is 'How far it has come.';
comment on column part.handed_over_at is 'When the provider got it.';
comment on column part.provider_id is 'The provider''s id of it.';
comment on column part.earlier_id is 'The provider''s id of it before a person had it sent again: the provider goes on to list it.';
comment on column part.code is 'The provider''s code for why it failed.';
comment on column part.note is 'The same in words.';

comment on table parked_report is 'What a provider reported of a part whose id was not known yet.';
comment on column parked_report.id is 'The order in which reports came.';
comment on column parked_report.account is 'The city''s account it came to.';
comment on column parked_report.provider_id is 'The provider''s id of the part.';
comment on column parked_report.reference is 'Our own name of the part.';
comment on column parked_report.delivery is 'How far the part has come.';
comment on column parked_report.code is 'The provider''s code for why it failed.';
comment on column parked_report.at is 'When that happened, as the provider says.';
comment on column parked_report.parked_at is 'When it was parked.';
comment on column parked_report.words is 'What the provider says of it, beside the code.';

comment on table consent is 'Who may be written to. Lines are only ever added; the last one about a lane and a programme counts.';
comment on column consent.id is 'The order of lines.';
comment on column consent.account is 'The lane: the city''s account.';
comment on column consent.channel is 'The lane: the channel.';
comment on column consent.address is 'The lane: the citizen''s address.';
comment on column consent.programme is 'What for.';
comment on column consent.standing is 'Whether the citizen consents.';
comment on column consent.how is 'How that was learned.';
comment on column consent.words is 'The citizen''s own words.';
comment on column consent.at is 'When.';

comment on table alias is 'Which addresses on an account are one citizen''s, as the provider told us.';
comment on column alias.account is 'The lane: the city''s account.';
comment on column alias.channel is 'The lane: the channel.';
comment on column alias.address is 'The lane: the citizen''s address.';
comment on column alias.person is 'The same for all addresses of one citizen; random.';
comment on column alias.id is 'Of a number: the provider''s own id of the citizen that it went with last.';

comment on table quarantine is 'A delivery that is the provider''s and could not be read, as it came.';
comment on column quarantine.id is 'Its number.';
comment on column quarantine.account is 'The city''s account it came to.';
comment on column quarantine.channel is 'The channel it came by.';
comment on column quarantine.method is 'The call''s method.';
comment on column quarantine.endpoint is 'The part of the account''s address that was called.';
comment on column quarantine.url is 'The public address that was called.';
comment on column quarantine.headers is 'The call''s headers.';
comment on column quarantine.body is 'The call''s body.';
comment on column quarantine.digest is 'SHA-256 of method, endpoint, query and body, so that what comes again and again is kept once.';
comment on column quarantine.because is 'Why it could not be read.';
comment on column quarantine.received_at is 'When it came.';
comment on column quarantine.settled_at is 'When it was read again or set aside.';
comment on column quarantine.settled_how is 'Which of the two.';

comment on table audit_entry is 'The audit stream. A row is only ever added; salt, sealed and words_salt are erased with what they open.';
comment on column audit_entry.id is 'The order of entries; log_run says which place each has in the log.';
comment on column audit_entry.kind is 'The precise kind.';
comment on column audit_entry.at is 'When it happened.';
comment on column audit_entry.leaf is 'What anyone reads, canonical JSON.';
comment on column audit_entry.salt is 'The key of the leaf''s commitment; in version 1, of the words''.';
comment on column audit_entry.message_id is 'The message it is about.';
comment on column audit_entry.conversation_id is 'The conversation it is about.';
comment on column audit_entry.sealed is 'What the leaf''s commitment covers, canonical JSON. None in version 1.';
comment on column audit_entry.words_salt is 'The key of the commitment to the words.';

comment on table log_waiting is 'Entries that have no place in the log yet, by runs of ids that follow each other.';
comment on column log_waiting.first_entry is 'The first entry of the run.';
comment on column log_waiting.entries is 'How many it has, at most 1,000.';

comment on table log_run is 'Places in the public log, by runs: entries whose ids follow each other have places that follow each other. Given once, by the sequencer.';
comment on column log_run.first_index is 'The place of the run''s first entry.';
comment on column log_run.first_entry is 'The run''s first entry.';
comment on column log_run.entries is 'How many it has.';

comment on table log_tree is 'How large the tree is. One row: whoever makes the tree grow says from which size.';
comment on column log_tree.only_one is 'Always true.';
comment on column log_tree.size is 'How many leaves the tree has.';

comment on table log_tile is 'The tree''s tiles, each as wide as it has become. A narrower one is its beginning.';
comment on column log_tile.level is 'The tile''s level.';
comment on column log_tile.index is 'The tile''s place in its level.';
comment on column log_tile.hashes is 'Its hashes, 32 bytes each.';

comment on table log_checkpoint is 'The log''s signed heads.';
comment on column log_checkpoint.size is 'How many leaves the head is over.';
comment on column log_checkpoint.note is 'The signed note; with the cosignatures of the witnesses who were asked.';
comment on column log_checkpoint.signed_at is 'When it was signed.';
comment on column log_checkpoint.published is 'Whether it is handed out. One that waits for its witnesses is not.';

comment on table log_hold is 'Logs that are not signed until a person has decided, for their database was put back from a backup.';
comment on column log_hold.log is 'The log''s key, as /log/vkey tells it.';
comment on column log_hold.held_at is 'When it was put back.';
comment on column log_hold.because is 'Why it is held, as a sentence.';
comment on column log_hold.seen is 'The largest checkpoint of it that is known to have been published: the signed note.';

comment on table pull_cursor is 'How far each mailbox was read.';
comment on column pull_cursor.account is 'The mailbox''s account.';
comment on column pull_cursor.cursor is 'Where reading goes on, in the adapter''s own words.';

comment on table ended_session is 'Sessions of staff that were signed out before their time.';
comment on column ended_session.session is 'The random part of the session''s cookie, which opens nothing by itself.';
comment on column ended_session.expires_at is 'When it would have ended by itself. Then the row goes.';

comment on table phone_line is 'Phone calls, and whether anyone is on the line.';
comment on column phone_line.account is 'The account that was called.';
comment on column phone_line.channel is 'Its channel.';
comment on column phone_line.address is 'The caller: the number and the call.';
comment on column phone_line.heard_at is 'When the provider last asked what to do on this call.';
comment on column phone_line.ended_at is 'When the call ended, as the provider says.';
comment on column phone_line.socket is 'The socket that speaks on this call, should one do: the last that was opened.';
comment on column phone_line.settled is 'Whether nothing is left to do on a call that is over.';

comment on table configuration_version is 'Versions of the city''s configuration folder.';
comment on column configuration_version.id is 'The first 12 hex digits of the SHA-256 over its files.';
comment on column configuration_version.files is 'The files, a zip archive.';
comment on column configuration_version.note is 'What it is for, by who pushed it.';
comment on column configuration_version.after is 'The version that was active then.';
comment on column configuration_version.pushed_at is 'When it was first pushed.';

comment on table configuration_step is 'What was done with each version.';
comment on column configuration_step.seq is 'The order of steps.';
comment on column configuration_step.version is 'The version.';
comment on column configuration_step.kind is 'PUSHED, APPROVED, ACTIVATED or ROLLED_BACK.';
comment on column configuration_step.who is 'The person''s id, or the name of the token.';
comment on column configuration_step.at is 'When.';
comment on column configuration_step.says is 'More about it, in a sentence, or empty.';
comment on column configuration_step.instead is 'The version that was active before.';

comment on table configuration_state is 'The version that decides, in one row.';
comment on column configuration_state.only_row is 'True.';
comment on column configuration_state.active is 'The version that all nodes decide by.';
comment on column configuration_state.next is 'The version that the nodes prepare, before it is active on any.';
comment on column configuration_state.next_by is 'Who asked for it.';
comment on column configuration_state.next_at is 'When they did.';

comment on table configuration_node is 'Which node decides by which version.';
comment on column configuration_node.node is 'The node: its host and port.';
comment on column configuration_node.version is 'What it decides by.';
comment on column configuration_node.since is 'Since when.';
comment on column configuration_node.seen_at is 'When it last looked for another version.';
comment on column configuration_node.prepared is 'The version it has ready.';
comment on column configuration_node.refused is 'The version it cannot take up.';
comment on column configuration_node.because is 'Why not, in a sentence.';

comment on table account_call is 'How many calls of providers to an account came to the same within an hour. A week of them is kept, and nothing of a call but when it came.';
comment on column account_call.account is 'The account that was called.';
comment on column account_call.hour is 'The first instant of the hour.';
comment on column account_call.outcome is 'accepted, nothing, not-authentic, unreadable, not-taken; beside these, while a secret is changed, proven-by-secret and proven-by-next-secret.';
comment on column account_call.because is 'Why they were refused or could not be read; empty for others.';
comment on column account_call.calls is 'How many, of all nodes.';
comment on column account_call.last_at is 'When the last one came.';
comment on column account_call.hint is 'What was found out about why they are refused, and what to do.';

comment on table configuration_shadow is 'Drafts that decide beside the active version. What they decide is not sent.';
comment on column configuration_shadow.id is 'Its id.';
comment on column configuration_shadow.draft is 'The version that is tried.';
comment on column configuration_shadow.beside is 'The version that is active meanwhile.';
comment on column configuration_shadow.share is 'How many of a thousand conversations it decides about.';
comment on column configuration_shadow.begun_by is 'Who began it.';
comment on column configuration_shadow.begun_at is 'When it began.';
comment on column configuration_shadow.ends_at is 'When it ends by itself.';
comment on column configuration_shadow.ended_at is 'When it ended.';
comment on column configuration_shadow.ended_by is 'Who ended it.';
comment on column configuration_shadow.because is 'Why it ended, in a sentence.';

comment on table configuration_shadow_finding is 'What each run of a node found of a shadow; together they are the result.';
comment on column configuration_shadow_finding.shadow is 'The shadow.';
comment on column configuration_shadow_finding.writer is 'The run of a node.';
comment on column configuration_shadow_finding.found is 'Counts, times and examples, without words.';

comment on table configuration_replay is 'Replays of the last week, as far as each has come.';
comment on column configuration_replay.id is 'Its id.';
comment on column configuration_replay.node is 'The node that runs it.';
comment on column configuration_replay.replay is 'What it came to so far, without words.';
comment on column configuration_replay.begun_at is 'When it was asked for.';

comment on table attachment is 'What a citizen sent beside words, and how far it has come: fetched, scanned, drawn.';
comment on column attachment.message_id is 'The message it came with.';
comment on column attachment.account is 'The city''s account it came to.';
comment on column attachment.state is 'FETCHING, HELD, READY, UNSCANNED, INFECTED, REFUSED, GONE or ERASED.';
comment on column attachment.told_type is 'Its type, as the provider tells it.';
comment on column attachment.file_name is 'What it is called.';
comment on column attachment.original is 'The file as it came: its SHA-256, its type by content, its size.';
comment on column attachment.shown is 'The copy without metadata that is shown.';
comment on column attachment.thumbnail is 'A small one.';
comment on column attachment.because is 'More about its state, in a sentence, or empty.';
comment on column attachment.received_at is 'When its message came.';
comment on column attachment.first_tried_at is 'When it was first taken up.';
comment on column attachment.due_at is 'When something is to be done about it; of one that is leased, the end of the lease.';
comment on column attachment.attempts is 'How often it was taken up; tells one lease from the next.';

comment on table attachment_search is 'How far messages were looked through for attachments, in one row.';
comment on column attachment_search.only_row is 'True.';
comment on column attachment_search.done_to is 'The number of the last message that need not be looked at again.';
comment on column attachment_search.next_to is 'What done_to becomes next.';
comment on column attachment_search.next_at is 'When next_to was found.';

comment on table conversation_search is 'What the desk searches, a row for each conversation; made from its messages, some seconds after them.';
comment on column conversation_search.conversation_id is 'The conversation.';
comment on column conversation_search.version is 'The version of the conversation that the row was made from.';
comment on column conversation_search.address is 'The citizen''s address, in lower case and without accents.';
comment on column conversation_search.digits is 'The digits of the address, where it is a number.';
comment on column conversation_search.words is 'What the citizen wrote and what people answered, as stems of English and Spanish and as it stands.';
comment on column conversation_search.active_at is 'When the conversation last changed.';
comment on table person_link is 'That two addresses are one person''s: told by a code or by staff, never guessed.';
comment on column person_link.id is 'Its id.';
comment on column person_link.account is 'Where it was asked for: the city''s account.';
comment on column person_link.channel is 'Where it was asked for: the channel.';
comment on column person_link.address is 'Where it was asked for: the citizen''s address.';
comment on column person_link.other_account is 'The account of the address that was joined to it.';
comment on column person_link.other_channel is 'The channel of that address.';
comment on column person_link.other_address is 'That address.';
comment on column person_link.how is 'Whether a code came back, or staff know it.';
comment on column person_link.linked_by is 'Who of the staff did it or asked for the code; or the citizen.';
comment on column person_link.because is 'The reason of staff.';
comment on column person_link.linked_at is 'Since when they are linked.';
comment on column person_link.undone_at is 'When that was undone.';
comment on column person_link.undone_by is 'Who undid it.';
comment on column person_link.undone_because is 'Why they did.';

comment on table link_code is 'A code that was sent to an address, to be written back; deleted a day later.';
comment on column link_code.id is 'Its id, from the message or the act that asked for it.';
comment on column link_code.account is 'Where it was asked for: the city''s account.';
comment on column link_code.channel is 'Where it was asked for: the channel.';
comment on column link_code.address is 'Where it was asked for: the citizen''s address.';
comment on column link_code.other_account is 'The account it is sent from.';
comment on column link_code.other_channel is 'The channel it is sent by.';
comment on column link_code.other_address is 'The address it is sent to.';
comment on column link_code.code is 'Six digits.';
comment on column link_code.asked_by is 'Who of the staff asked for it; or the citizen.';
comment on column link_code.because is 'The reason of staff.';
comment on column link_code.asked_at is 'When it was asked for.';
comment on column link_code.tries is 'How many wrong ones came.';
comment on column link_code.used_by is 'The message that it came back in: a code is good for once.';
comment on column link_code.replaced is 'Whether a later one from the same address took its place.';

comment on table link_try is 'What was answered to a message that looked like a code, so that a turn run again answers the same; deleted a day later.';
comment on column link_try.message_id is 'The message.';
comment on column link_try.answer is 'What came of it.';
comment on column link_try.tries_left is 'How many more tries the code had.';
comment on column link_try.at is 'When it was tried.';

comment on table place_list is 'A list of the city''s addresses. It never changes; the newest of a digest is asked.';
comment on column place_list.id is 'Its number.';
comment on column place_list.digest is 'Names the list: of files their content, of tables where they are.';
comment on column place_list.loaded_at is 'When it was taken in.';
comment on column place_list.used_at is 'When a node last took it up, to the day; a month later it is deleted.';

comment on table place_street is 'A street of a list.';
comment on column place_street.list_id is 'The list.';
comment on column place_street.id is 'Its number in the list.';
comment on column place_street.label is 'Its name as the city writes it.';

comment on table place_street_name is 'A way to say the name of streets.';
comment on column place_street_name.list_id is 'The list.';
comment on column place_street_name.name is 'In small letters without blanks, accents, type and direction.';
comment on column place_street_name.is_whole is 'Whether it is the name, and no single word of it.';
comment on column place_street_name.streets is 'The streets that are called so.';

comment on table place_address is 'An address or a crossing of a list.';
comment on column place_address.list_id is 'The list.';
comment on column place_address.id is 'The city''s own id.';
comment on column place_address.street is 'Its street.';
comment on column place_address.number is 'The house number as the city writes it; empty for a crossing.';
comment on column place_address.plain_number is 'The same as it is compared: small, without blanks.';
comment on column place_address.unit is 'Flat or office, where the list has such.';
comment on column place_address.other is 'The street that crosses; the same street for an address.';
comment on column place_address.zip is 'Its ZIP code, or empty.';
comment on column place_address.area is 'The city''s own zone, or empty.';
comment on column place_address.latitude is 'In degrees.';
comment on column place_address.longitude is 'In degrees.';

comment on table rating is 'That a citizen was asked how satisfied they were with an ended conversation, or why not, and what they answered.';
comment on column rating.conversation_id is 'The conversation that ended.';
comment on column rating.account is 'The lane: the city''s account.';
comment on column rating.channel is 'The lane: the channel.';
comment on column rating.address is 'The lane: the citizen''s address.';
comment on column rating.language is 'The language in which they are asked, a tag of BCP 47.';
comment on column rating.about is 'What was decided last in it: an answer, a form or a queue, as in decision.outcome.';
comment on column rating.at is 'When they were asked, or it was decided not to.';
comment on column rating.question_id is 'The message that asks; empty where they are not asked.';
comment on column rating.passed_over is 'Why they are not asked.';
comment on column rating.answer_id is 'The message that answers.';
comment on column rating.points is 'How satisfied they were, from 1 to 5.';
comment on column rating.words is 'What they said besides.';
comment on column rating.answered_at is 'When they answered.';

comment on table receipt_link is 'A link to a conversation''s receipt, or to all that is known of its address, that was sent to its citizen; deleted a day after it expired.';
comment on column receipt_link.digest is 'SHA-256 of its token, in hex. The token itself is kept nowhere but in the message.';
comment on column receipt_link.conversation_id is 'What it shows.';
comment on column receipt_link.account is 'The city''s account it was sent from.';
comment on column receipt_link.channel is 'The channel it was sent by.';
comment on column receipt_link.address is 'The citizen''s address it was sent to.';
comment on column receipt_link.given_at is 'When it was written.';
comment on column receipt_link.expires_at is 'From then on it shows nothing.';
comment on column receipt_link.code is 'SHA-256 of token and code, in hex, where it shows all that is known of the address; null for a receipt.';
comment on column receipt_link.wrong_codes is 'How many wrong codes were tried. After five it opens nothing.';
comment on column receipt_link.receipt_opened_at is 'When an opening of the receipt was last put on the record.';
comment on column receipt_link.track_opened_at is 'When an opening of the tracking page was last put on the record.';

comment on table note is 'Words of the desk for colleagues. No citizen is sent them.';
comment on column note.id is 'Its id.';
comment on column note.conversation_id is 'The conversation in which it stands.';
comment on column note.behind is 'The position of the message it stands behind; 0 where none was said yet.';
comment on column note.agent is 'Who wrote it.';
comment on column note.words is 'What it says.';
comment on column note.at is 'When it was written.';

comment on table mention is 'Who was named in a note, so that they look.';
comment on column mention.note_id is 'The note.';
comment on column mention.conversation_id is 'The conversation in which it stands.';
comment on column mention.agent is 'Who was named.';
comment on column mention.at is 'When it was written.';
comment on column mention.seen_at is 'When they opened the conversation afterwards.';

comment on table snooze is 'What agents have put off. A row says nothing any more once its time is over, the citizen has written, or it has changed hands.';
comment on column snooze.conversation_id is 'The conversation. It stays with its agent.';
comment on column snooze.agent is 'Who put it off.';
comment on column snooze.until_at is 'Until when.';
comment on column snooze.heard is 'The position of its last message then: what the citizen writes after it ends the snooze.';
comment on column snooze.at is 'When it was put off. A later hand-over ends the snooze.';

comment on table request is 'What a citizen asked a system of the city to do, and how far it has come.';
comment on column request.id is 'Its id, derived from the message that asked for it.';
comment on column request.conversation_id is 'The conversation in which it was asked for.';
comment on column request.account is 'The city''s account on which it was asked for.';
comment on column request.channel is 'The channel.';
comment on column request.address is 'The citizen''s address.';
comment on column request.language is 'The language in which the citizen hears of it.';
comment on column request.service is 'What it is, as services.yml names it.';
comment on column request.given is 'What the citizen said, by name.';
comment on column request.photo is 'What became of the photo that came with it: SENT or LEFT; null before it was decided, and where none came.';
comment on column request.photo_link is 'What cannot be guessed in the address at which the system fetches the photo.';
comment on column request.photo_until is 'When that address leads nowhere any more.';
comment on column request.asked_at is 'When it was asked for.';
comment on column request.phase is 'WAITING, HANDED_OVER, TOKEN, NUMBERED, TAKEN, CLOSED or FAILED.';
comment on column request.token is 'What the system gave in place of a number.';
comment on column request.number is 'The system''s number of it.';
comment on column request.status is 'The system''s own word for how it is.';
comment on column request.notes is 'What the system adds to that, or empty.';
comment on column request.latitude is 'Where it is about, if that is known.';
comment on column request.longitude is 'Where it is about, if that is known.';
comment on column request.handed_over_at is 'When the system was given it, and may have taken it.';
comment on column request.moved_at is 'When it last came further.';
comment on column request.tries is 'How often in a row something was tried since then.';
comment on column request.next_step is 'The number of its journal''s next line.';
comment on column request.due_at is 'When something is to be done about it; of one that is leased, the end of the lease.';
comment on column request.attempts is 'How often it was taken up; tells one lease from the next.';

comment on table request_step is 'The journal of a request. Lines are added and never changed, but that the citizen heard of one.';
comment on column request_step.request_id is 'The request.';
comment on column request_step.number is 'The line, from 0.';
comment on column request_step.word is 'What happened, such as handed-over, numbered or changed.';
comment on column request_step.status is 'The system''s word for how it was then.';
comment on column request_step.because is 'More about it, or empty.';
comment on column request_step.tell is 'What the citizen is to hear of it, if anything: ACCEPTED, CHANGED, CLOSED or FAILED.';
comment on column request_step.at is 'When it happened.';
comment on column request_step.told_at is 'When the citizen was told of it, or it was found that they cannot be.';
comment on column request_step.heard is 'Whether they were told.';

comment on table subscription is 'That a citizen gets the messages of a programme, and the proof that they asked for them.';
comment on column subscription.id is 'Its own id; whoever leaves and joins again has another.';
comment on column subscription.account is 'The city''s account that writes to them.';
comment on column subscription.channel is 'The channel it writes by.';
comment on column subscription.address is 'The citizen''s address.';
comment on column subscription.programme is 'The programme, as programmes.yml names it.';
comment on column subscription.language is 'The language in which they get it.';
comment on column subscription.since is 'When they asked for it.';
comment on column subscription.how is 'By what way they asked, as in the consent ledger.';
comment on column subscription.words is 'The words in which they asked.';
comment on column subscription.shown is 'The text that told them what they agree to.';
comment on column subscription.ended_at is 'When they got no more of it.';
comment on column subscription.ended_by is 'Which line of the ledger ended it: of the programme by its name, all, or bulk.';

comment on table campaign is 'A message that the city sends to all who have a programme.';
comment on column campaign.id is 'Its id, made when it was written.';
comment on column campaign.programme is 'The programme, as programmes.yml names it.';
comment on column campaign.texts is 'What it says, by language.';
comment on column campaign.state is 'How far it has come: DRAFT, ASKED, APPROVED, SENDING, STOPPED or DONE.';
comment on column campaign.written_by is 'The person who wrote it; another approves it.';
comment on column campaign.written_at is 'When it was written.';

comment on table campaign_step is 'Who brought a campaign on, and when.';
comment on column campaign_step.campaign_id is 'The campaign.';
comment on column campaign_step.state is 'What it came to.';
comment on column campaign_step.who is 'The person, or the gateway for what nobody does.';
comment on column campaign_step.at is 'When.';

comment on table campaign_send is 'Who gets a campaign, and what became of it. Written when it begins.';
comment on column campaign_send.message_id is 'The id that their message has or will have, in message and outbox.';
comment on column campaign_send.campaign_id is 'The campaign.';
comment on column campaign_send.subscription_id is 'The subscription because of which they get it.';
comment on column campaign_send.state is 'WAITING until it is in the outbox (QUEUED), or they do not get it (LEFT_OUT).';
comment on column campaign_send.reason is 'Why they do not get it.';
comment on column campaign_send.due_at is 'When it may be taken up; while a node has it in hand, the end of the lease.';
comment on column campaign_send.moved_at is 'When its state changed.';
comment on table erasure is 'That a citizen''s words and addresses are erased, and how far that has come.';
comment on column erasure.id is 'Its id, which is on the record.';
comment on column erasure.channel is 'The channel of the addresses.';
comment on column erasure.addresses is 'The citizen''s addresses there; none from DEAD_ROWS on.';
comment on column erasure.lanes is 'Each lane that was replaced, account and address with a line break between; none from DEAD_ROWS on.';
comment on column erasure.calls is 'The numbers of the calls that the citizen''s messages came with; none from DEAD_ROWS on.';
comment on column erasure.pseudonym is 'What stands in place of the addresses.';
comment on column erasure.because is 'Why it was asked for.';
comment on column erasure.asked_by is 'Who asked for it.';
comment on column erasure.asked_at is 'When it was asked for.';
comment on column erasure.stage is 'ASKED, CALLS, FILES, SWEEP, DEAD_ROWS, FINISHED or REFUSED.';
comment on column erasure.done_to is 'How far the stage has come: the last row of calls, or the block of messages.';
comment on column erasure.due_at is 'When it is to be brought on.';
comment on column erasure.replaced_at is 'When the address was replaced; what came later is not erased.';
comment on column erasure.finished_at is 'When nothing was left.';

comment on table retention_run is 'That what is older than the city''s schedules say was removed on a day, and how much.';
comment on column retention_run.day is 'Which day, in the city''s zone.';
comment on column retention_run.begun_at is 'When it began.';
comment on column retention_run.finished_at is 'When nothing was left to remove.';
comment on column retention_run.conversations is 'How many conversations were removed so far.';
comment on column retention_run.files is 'Of how many messages the files were removed so far.';
comment on column retention_run.quarantined is 'How many unreadable deliveries were removed so far.';

comment on table erasure_hold is 'That nothing of an address is erased. One that was lifted is deleted when its address is erased.';
comment on column erasure_hold.id is 'Its id, which is on the record.';
comment on column erasure_hold.channel is 'The channel of the address.';
comment on column erasure_hold.address is 'The citizen''s address.';
comment on column erasure_hold.set_by is 'Who set it.';
comment on column erasure_hold.because is 'Why they did.';
comment on column erasure_hold.set_at is 'When they did.';
comment on column erasure_hold.lifted_at is 'When it was lifted.';
comment on column erasure_hold.lifted_by is 'Who lifted it.';
comment on column erasure_hold.lifted_because is 'Why they did.';

comment on table template_state is 'A text that a provider approves, in one language, as the provider last had it.';
comment on column template_state.account is 'The city''s account.';
comment on column template_state.name is 'The provider''s name for it, as in templates.yml.';
comment on column template_state.language is 'The provider''s word for the language.';
comment on column template_state.state is 'APPROVED, PENDING, REJECTED, PAUSED or GONE.';
comment on column template_state.reason is 'Why, in the provider''s words; empty where it gives none.';
comment on column template_state.category is 'UTILITY, MARKETING or AUTHENTICATION; null for one that is not known here.';
comment on column template_state.body is 'What it says, with its places.';

comment on table template_reading is 'When the texts of an account were last read. Without a row they never were.';
comment on column template_reading.account is 'The city''s account.';
comment on column template_reading.read_at is 'When.';

comment on table staff_profile is 'What supervisors wrote down of each of the staff. Who is not in it speaks the city''s languages and has no skill.';
comment on column staff_profile.agent is 'Whose it is, as in city.yml.';
comment on column staff_profile.skills is 'Skills with levels from 1 to 5.';
comment on column staff_profile.languages is 'Languages with levels from 1 to 5.';
comment on column staff_profile.queues is 'The queues whose conversations they are offered; none means all.';
comment on column staff_profile.capacity is 'How much they have at once, in the weights of queues.yml.';

comment on table attendance is 'What each of the staff chose last: whether they are offered conversations.';
comment on column attendance.agent is 'Who.';
comment on column attendance.choice is 'AVAILABLE, AWAY, WRAP_UP or OFF.';
comment on column attendance.reason is 'Why they are away, in their words; empty where they gave none.';
comment on column attendance.since is 'When they chose it.';

comment on table offer is 'Conversations that were held out to agents. One that has not ended stands.';
comment on column offer.conversation_id is 'The conversation that waits.';
comment on column offer.agent is 'Whom it is offered to.';
comment on column offer.made_at is 'When it was offered.';
comment on column offer.until_at is 'Until when they can accept.';
comment on column offer.ended is 'How it ended: ACCEPTED, DECLINED, TIMED_OUT or WITHDRAWN. Null while it stands.';
comment on column offer.ended_at is 'When it ended.';

comment on table queue_step is 'What was done about conversations because they waited.';
comment on column queue_step.conversation_id is 'The conversation.';
comment on column queue_step.queue is 'The queue in which it waited then.';
comment on column queue_step.number is 'Which of the queue''s steps, from 1; 0 for an escalation.';
comment on column queue_step.words is 'What the step did.';
comment on column queue_step.at is 'When.';

comment on table figures_release is 'The figures of each day that are given to everyone: a file, written once.';
comment on column figures_release.day is 'The day, in the city''s zone.';
comment on column figures_release.csv is 'The file, as anyone gets it.';
comment on column figures_release.rows is 'Of how many conversations it tells.';
comment on column figures_release.digest is 'The SHA-256 over the file, in hex.';
comment on column figures_release.entry_id is 'The entry of the audit stream that holds the digest.';
comment on column figures_release.released_at is 'When it was written.';

comment on table answer_withdrawal is 'That an approved answer is given by nobody, as it reads.';
comment on column answer_withdrawal.id is 'Which it is, counted over all.';
comment on column answer_withdrawal.answer is 'The id of the answer.';
comment on column answer_withdrawal.digest is 'The SHA-256 over its texts, in hex.';
comment on column answer_withdrawal.withdrawn_by is 'Who of the staff withdrew it.';
comment on column answer_withdrawal.withdrawn_at is 'When.';
comment on column answer_withdrawal.reason is 'Why, in their words.';
comment on column answer_withdrawal.back_by is 'Who took it back; null while it holds.';
comment on column answer_withdrawal.back_at is 'When; null while it holds.';
comment on column answer_withdrawal.back_reason is 'Why; null while it holds.';

comment on table answer_source is 'How the public page behind each approved answer was found.';
comment on column answer_source.answer is 'The id of the answer.';
comment on column answer_source.source is 'The page.';
comment on column answer_source.digest is 'The SHA-256 over the answer''s texts then, in hex.';
comment on column answer_source.reviewed is 'The day on which its owner had read it.';
comment on column answer_source.first_heading is 'Under which heading the page spoke of it when it was looked at first; null while it could not be read.';
comment on column answer_source.first_text is 'What stood there.';
comment on column answer_source.latest_heading is 'Under which heading it does now.';
comment on column answer_source.latest_text is 'What stands there.';
comment on column answer_source.looked_at is 'When it was looked at last.';
comment on column answer_source.failure is 'Why it could not be read then; null where it could.';

comment on table answer_judgement is 'How people judged answers that the bot had given and that were drawn by lot.';
comment on column answer_judgement.decision_id is 'The decision that gave it.';
comment on column answer_judgement.answer is 'The id of the answer.';
comment on column answer_judgement.given_at is 'When it was given.';
comment on column answer_judgement.verdict is 'right, incomplete or wrong.';
comment on column answer_judgement.judged_by is 'Who of the staff judged it.';
comment on column answer_judgement.judged_at is 'When.';

comment on table feed is 'How far the record has been sent on to another system of the city, and how that takes it. A row for each feed that ever began.';
comment on column feed.name is 'The feed''s name in feeds.yml.';
comment on column feed.next_index is 'The index in the log of the entry that is looked at next: all before it are delivered, or are not for this feed.';
comment on column feed.failing_since is 'Since when the receiver takes nothing; null while it takes what it is given.';
comment on column feed.failed_times is 'How often in a row it took nothing.';
comment on column feed.retry_at is 'When it is tried again.';
comment on column feed.because is 'Why it took nothing the last time, without anything secret.';
comment on column feed.parked_at is 'Since when nothing is delivered any more, until an operator says so.';
comment on column feed.version is 'Counts the changes, so that one that was decided from an older state changes nothing.';
