package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// The city's accounts, each with how its provider's calls fare.
record AccountsPage(PageFrame frame, List<Row> rows) {

    /// @param lastCall how long ago the last genuine call came, in words
    /// @param counts how many calls were genuine and how many refused; empty where none come
    /// @param trouble what is wrong with the account, if anything is
    record Row(
            String id,
            ChannelTitle channel,
            String address,
            String lastCall,
            Optional<String> counts,
            Optional<String> trouble) {}

    /// One of them.
    ///
    /// @param webhook where its provider is to call; empty where mail is fetched instead
    /// @param fault why the provider takes nothing of it, in the provider's words
    /// @param outcomes what the calls of the last day came to
    /// @param refusals why calls were refused or could not be read, the most frequent first
    /// @param secrets a change of secrets that is under way
    record One(
            PageFrame frame,
            Row row,
            Optional<String> webhook,
            Optional<String> fault,
            List<Outcome> outcomes,
            List<Refusal> refusals,
            Optional<SecretChange> secrets) {}

    /// @param percent of the most frequent one
    record Outcome(String title, String count, int percent) {}

    record Refusal(
            String because, String count, String lastAt, String lastAtFull, String lastAtIso, Optional<String> hint) {}

    /// @param names which secrets are changed
    /// @param state what to do next, in a sentence
    record SecretChange(String names, String state, String bySecret, String byNext, boolean accepted) {}
}
