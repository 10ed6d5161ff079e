package io.glassline.log;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which logs a verifier trusts, which witnesses, and how many of these must have cosigned a checkpoint before it
/// counts. Written as C2SP [tlog-policy](https://c2sp.org/tlog-policy):
///
///     log audit.city.example/log1+ab12cd34+AbC… https://talk.city.example/log
///     witness library library.example+…  https://witness.library.example
///     witness paper   paper.example+…    https://witness.paper.example
///     witness college college.example+…
///     group two-of-three 2 library paper college
///     quorum two-of-three
///
/// @param logs whose checkpoints it is about, in the order of the file
/// @param witnesses in the order of the file
/// @param quorum the name of the witness or group that must have cosigned; empty where the file says `none`
public record LogPolicy(
        List<VerifierKey> logs, List<Witness> witnesses, Map<String, Group> groups, Optional<String> quorum) {

    /// Longer than any policy that a person wrote.
    public static final int CHARS_MAX = 100_000;

    private static final String NONE = "none";

    /// @param name its name in this file alone
    /// @param submission the address below which it takes checkpoints; empty when others ask it
    public record Witness(String name, VerifierKey key, Optional<URI> submission) {}

    /// Met when at least `needed` of its members have cosigned.
    ///
    /// @param members names of witnesses and of groups that stand above it in the file
    public record Group(int needed, List<String> members) {

        public Group {
            members = List.copyOf(members);
        }
    }

    public LogPolicy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
        groups = Map.copyOf(groups);
    }

    /// @throws Malformed with the number of the line that is wrong
    public static LogPolicy parse(String text) {
        if (text.length() > CHARS_MAX) {
            throw new Malformed("a policy has at most %,d characters".formatted(CHARS_MAX));
        }
        var reading = new Reading();
        var number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            try {
                reading.line(line);
            } catch (IllegalArgumentException e) {
                throw new Malformed("line " + number + ": " + e.getMessage());
            }
        }
        return reading.policy();
    }

    public List<VerifierKey> witnessKeys() {
        return witnesses.stream().map(Witness::key).toList();
    }

    /// Whether those who have signed are enough. Nobody needs to where the quorum is `none`.
    public boolean isMetBy(Collection<VerifierKey> signers) {
        return quorum.isEmpty() || isMet(quorum.get(), Set.copyOf(signers));
    }

    // A group's members stand above it in the file, so this ends.
    private boolean isMet(String name, Set<VerifierKey> signers) {
        var group = groups.get(name);
        return group == null
                ? witnesses.stream().anyMatch(witness -> witness.name.equals(name) && signers.contains(witness.key))
                : group.members.stream()
                                .filter(member -> isMet(member, signers))
                                .count()
                        >= group.needed;
    }

    /// Why `signers` are not enough, in words; empty when they are.
    public Optional<String> unmetBy(Collection<SignedNote.Signer> signers) {
        var keys = signers.stream().map(SignedNote.Signer::key).toList();
        if (isMetBy(keys)) {
            return Optional.empty();
        }
        var by = witnesses.stream()
                .filter(witness -> keys.contains(witness.key))
                .map(Witness::name)
                .collect(Collectors.joining(", "));
        return Optional.of("the policy wants the quorum \"%s\", and it is cosigned by %s"
                .formatted(quorum.orElse(NONE), by.isEmpty() ? "none of the policy's witnesses" : by + " alone"));
    }

    private static final class Reading {

        private final List<VerifierKey> logs = new ArrayList<>();
        private final Map<String, Witness> witnesses = new LinkedHashMap<>();
        private final Map<String, Group> groups = new LinkedHashMap<>();
        private final Set<String> members = new HashSet<>();
        private final Set<VerifierKey> keys = new HashSet<>();
        private Optional<String> quorum = Optional.empty();

        void line(String line) {
            var words = Arrays.stream(line.split("[ \t\r]+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (words.isEmpty() || words.getFirst().startsWith("#")) {
                return;
            }
            var values = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "log" -> log(values);
                case "witness" -> witness(values);
                case "group" -> group(values);
                case "quorum" -> quorum(values);
                default ->
                    throw new Malformed("\"" + StrictText.shortened(words.getFirst())
                            + "\" is none of log, witness, group and quorum");
            }
        }

        private void log(List<String> values) {
            requireWords(values, 1, 2, "log KEY [ADDRESS]");
            var key = key(values.getFirst(), VerifierKey.Type.ED25519, "a log");
            if (values.size() == 2) {
                HttpLogSource.requireLog(URI.create(values.get(1)));
            }
            logs.add(key);
        }

        private void witness(List<String> values) {
            requireWords(values, 2, 3, "witness NAME KEY [ADDRESS]");
            var name = fresh(values.getFirst());
            var key = key(values.get(1), VerifierKey.Type.COSIGNATURE_V1, "a witness");
            var submission = values.size() == 3
                    ? Optional.of(HttpLogSource.requireLog(URI.create(values.get(2))))
                    : Optional.<URI>empty();
            witnesses.put(name, new Witness(name, key, submission));
        }

        private void group(List<String> values) {
            requireWords(values, 3, Integer.MAX_VALUE, "group NAME all|any|NUMBER MEMBER...");
            var name = fresh(values.getFirst());
            var of = values.subList(2, values.size());
            of.forEach(member -> {
                requireKnown(member);
                if (!members.add(member)) {
                    throw new Malformed("\"" + member + "\" is a member twice");
                }
            });
            groups.put(name, new Group(needed(values.get(1), of.size()), of));
        }

        private static int needed(String word, int of) {
            return switch (word) {
                case "all" -> of;
                case "any" -> 1;
                default -> {
                    var number = StrictText.decimal(word, "how many of a group are needed");
                    if (number < 1 || number > of) {
                        throw new Malformed("%,d of %,d members cannot be needed".formatted(number, of));
                    }
                    yield (int) number;
                }
            };
        }

        private void quorum(List<String> values) {
            requireWords(values, 1, 1, "quorum NAME|none");
            if (quorum.isPresent()) {
                throw new Malformed("there is a quorum already");
            }
            var name = values.getFirst();
            if (!name.equals(NONE)) {
                requireKnown(name);
            }
            quorum = Optional.of(name);
        }

        LogPolicy policy() {
            var name =
                    quorum.orElseThrow(() -> new Malformed("a policy has a line \"quorum NAME\" or \"quorum none\""));
            return new LogPolicy(
                    logs,
                    List.copyOf(witnesses.values()),
                    groups,
                    name.equals(NONE) ? Optional.empty() : Optional.of(name));
        }

        private VerifierKey key(String vkey, VerifierKey.Type type, String whose) {
            var key = VerifierKey.parse(vkey);
            if (key.type() != type) {
                throw new Malformed(whose + " signs with a key of another type than this one");
            }
            if (!keys.add(key)) {
                throw new Malformed("the key " + StrictText.shortened(vkey) + " stands here twice");
            }
            return key;
        }

        private String fresh(String name) {
            if (name.equals(NONE) || isKnown(name)) {
                throw new Malformed("the name \"" + StrictText.shortened(name) + "\" is taken");
            }
            return name;
        }

        private void requireKnown(String name) {
            if (!isKnown(name)) {
                throw new Malformed("\"" + StrictText.shortened(name)
                        + "\" is no witness and no group that stands above this line");
            }
        }

        private boolean isKnown(String name) {
            return witnesses.containsKey(name) || groups.containsKey(name);
        }

        private static void requireWords(List<String> values, int min, int max, String form) {
            if (values.size() < min || values.size() > max) {
                throw new Malformed("this line is written as: " + form);
            }
        }
    }
}
