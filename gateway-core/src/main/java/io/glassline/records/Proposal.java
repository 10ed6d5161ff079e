package io.glassline.records;

import io.glassline.privacy.Passage;

/// A passage that may have to be blacked out, for an officer to say. What is not found here may have to be, too: nobody
/// finds names by themselves.
public record Proposal(Passage passage, Kind kind) {

    public enum Kind {
        /// A payment card, a bank account, a social-security number.
        PRIVATE_NUMBER("private-number"),
        TELEPHONE("telephone"),
        MAILBOX("mailbox"),
        STREET_ADDRESS("street-address"),
        /// Words that are blacked out elsewhere in the same conversation.
        ELSEWHERE("elsewhere");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The word for it in `records.yml` and the API.
        public String word() {
            return word;
        }
    }
}
