-- A link that has a code shows all that is known of its address, any other the receipt of one conversation. The code itself
-- stands only in the message that carried it.
alter table receipt_link add column code text;
alter table receipt_link add column wrong_codes integer not null default 0;
