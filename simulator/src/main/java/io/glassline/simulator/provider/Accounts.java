package io.glassline.simulator.provider;

import java.util.List;
import java.util.stream.Collectors;

/// The city's accounts with all providers, in the order in which they are listed.
public record Accounts(List<Account> all) {

    public boolean has(String id) {
        return all.stream().anyMatch(account -> account.id().equals(id));
    }

    /// @throws BadRequest that says which accounts there are
    public Account required(String id) {
        return all.stream()
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadRequest("account '" + id + "' is not known; accounts here are: "
                        + all.stream().map(Account::id).collect(Collectors.joining(", "))));
    }
}
