package io.glassline.console;

import io.glassline.desk.Agent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everyone who may sign in with an account of the city's own.
public final class Staff {

    private final Map<String, Account> accounts;

    /// Checked against when no such account exists, so that the time a sign-in takes does not tell who works here.
    private final PasswordHash nobodys;

    /// @throws IllegalArgumentException when two accounts have the same id.
    public Staff(Collection<Account> accounts) {
        this.accounts = new LinkedHashMap<>();
        for (var account : accounts) {
            if (this.accounts.put(account.id(), account) != null) {
                throw new IllegalArgumentException("two staff accounts have the id " + account.id());
            }
        }
        this.nobodys = accounts.isEmpty()
                ? PasswordHash.unmatched()
                : accounts.iterator().next().password();
    }

    /// The account, if the password is its own. Takes the time of one [PasswordHash#matches] whoever asks.
    Optional<Account> signIn(String id, String password) {
        var account = find(id);
        var right = account.map(Account::password).orElse(nobodys).matches(password);
        return account.filter(_ -> right);
    }

    Optional<Account> find(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /// Who may read what citizens write, in the order of their names.
    public List<Agent> desk() {
        return accounts.values().stream()
                .map(Account::agent)
                .filter(Staff::isAtDesk)
                .sorted(Comparator.comparing(Agent::name))
                .toList();
    }

    /// The one of the desk whose id this is, however its capitals are written.
    public Optional<Agent> atDesk(String id) {
        return accounts.values().stream()
                .filter(account -> account.id().equalsIgnoreCase(id))
                .map(Account::agent)
                .filter(Staff::isAtDesk)
                .findFirst();
    }

    private static boolean isAtDesk(Agent agent) {
        return agent.roles().contains(Agent.Role.AGENT) || agent.roles().contains(Agent.Role.SUPERVISOR);
    }

    /// The name of whoever has this id; the id itself when they have left, or are a program.
    String nameOf(String id) {
        return find(id).map(Account::name).orElse(id);
    }

    /// `id` is what is typed to sign in and what stands in the record.
    public record Account(String id, String name, Set<Agent.Role> roles, PasswordHash password) {

        public Account {
            if (!id.matches("[A-Za-z0-9._@-]{1,64}")) {
                throw new IllegalArgumentException(
                        "a staff id is 1 to 64 letters, digits or any of . _ @ -; this is not: " + id);
            }
            roles = Set.copyOf(roles);
        }

        Agent agent() {
            return new Agent(id, name, roles);
        }
    }
}
