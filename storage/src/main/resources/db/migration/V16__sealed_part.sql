-- Version 2 of the audit stream's form: what a leaf's commitment covers, and the salt of the words' own commitment.
-- The column salt is the leaf's. An entry of version 1 has no sealed part, and its salt is that of the words.
-- All three are erased together with what they open; the leaf stays.
alter table audit_entry add column sealed bytea, add column words_salt bytea;
