package io.glassline.demo.town;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Somebody who talks with the city over one channel.
interface Citizen {

    void says(String words);

    /// What the city said to them, oldest first.
    List<String> heard();

    /// Waits until the city has said something that fits, and gives all it said.
    default List<String> hears(String words) {
        return Town.awaitValue(
                this + " hears «" + words + "»",
                this::heard,
                heard -> heard.stream().anyMatch(text -> text.contains(words)));
    }

    /// Somebody who writes from this address to this account.
    static Citizen writing(Town town, String account, String address) {
        return new Writer(town, account, address);
    }

    record Writer(Town town, String account, String address) implements Citizen {

        /// A mail answers the last one that came, as mail programs make it.
        @Override
        public void says(String words) {
            var asked = new HashMap<String, Object>(Map.of("account", account, "from", address, "text", words));
            var sent = town.sent(account, address);
            if (account.equals("city-email") && !sent.isEmpty()) {
                var last = sent.get(sent.size() - 1);
                asked.put("inReplyTo", last.path("providerIds").path(0).asText());
                asked.put("subject", last.path("subject").asText());
            }
            town.post(town.providers("/incoming"), asked);
        }

        @Override
        public List<String> heard() {
            return town.heard(account, address);
        }

        @Override
        public String toString() {
            return address + " on " + account;
        }
    }
}
