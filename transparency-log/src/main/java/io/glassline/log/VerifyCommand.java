package io.glassline.log;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `verify URL`: verifies a log from outside and tells what it found. Stands alone: it runs with nothing but this
/// module's jar.
public final class VerifyCommand {

    /// Everything holds.
    public static final int HOLDS = 0;

    /// Something does not hold or could not be seen.
    public static final int BROKEN = 1;

    /// The command line was not understood.
    public static final int USAGE = 2;

    private static final String HELP = """
            usage: verify URL [--vkey KEY] [--policy FILE | --witness KEY...] [--keep FILE | --since FILE]
                              [--figures] [--quiet]

            Reads the whole log at URL (the address below which "checkpoint" and "tile/" are served),
            recomputes every hash from the entries up, and compares the result with what the log signed.

              --vkey KEY      the log's key, NAME+ID+KEY. Without it the key is read from URL/vkey and
                              trusted on first sight.
              --witness KEY   a witness whose cosignature is to be checked where there is one; repeatable
              --policy FILE   whom you trust, as C2SP tlog-policy writes it: the log's key, its witnesses, and how
                              many of them must have cosigned; a checkpoint without them does not count
              --since FILE    a checkpoint you kept: the log must still contain everything it had then
              --keep FILE     as --since, and when all holds the checkpoint of now is kept in FILE for the next
                              time; the first time FILE need not be there
              --figures       also the city's public figures, which are served beside the log: every release against
                              its entry in the log, and every published figure computed again from the releases
              --quiet         print nothing when all holds

            usage: verify receipt FILE --vkey KEY | --policy FILE

            Checks one message of a citizen's receipt (a .tlog-proof file), without the log and without the network:
            that its words are in the log with that key, at the time it says; with a policy also that its witnesses
            have cosigned.

            usage: verify records FOLDER --vkey KEY | --policy FILE

            Checks a folder that a city gave out for a request for public records, without the network: that no file of it
            was changed, that each proof in it holds, and that what is proved is what the list says.

            Exit: 0 all of it holds, 1 it does not or could not be read, 2 usage.
            """;

    private VerifyCommand() {}

    public static void main(String[] args) {
        var status = run(List.of(args), System.out, System.err);
        System.out.flush();
        System.exit(status);
    }

    public static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.contains("--help") || args.contains("-h")) {
            out.print(HELP);
            return HOLDS;
        }
        if (!args.isEmpty() && args.getFirst().equals("receipt")) {
            return receipt(args.subList(1, args.size()), out, err);
        }
        if (!args.isEmpty() && args.getFirst().equals("records")) {
            return records(args.subList(1, args.size()), out, err);
        }
        Asked asked;
        try {
            asked = Asked.of(args);
        } catch (IllegalArgumentException | IOException e) {
            err.println("verify: " + (e instanceof IOException ? "cannot read " : "") + e.getMessage());
            err.print(HELP);
            return USAGE;
        }
        try (var source = new HttpLogSource(asked.log)) {
            var verdict = new LogVerifier(source).verify(asked.trust);
            return switch (verdict) {
                case Verdict.Holds holds -> {
                    if (!asked.quiet) {
                        print(holds, asked.log, out);
                    }
                    var status = asked.figures ? figures(asked, holds.key(), out, err) : HOLDS;
                    yield status == HOLDS && asked.keep.isPresent() && !keep(holds.note(), asked.keep.get(), err)
                            ? BROKEN
                            : status;
                }
                case Verdict.Broken broken -> {
                    print(broken, asked.log, err);
                    yield BROKEN;
                }
            };
        }
    }

    // Whole or not at all: half a checkpoint would make the log look broken the next time.
    private static boolean keep(SignedNote checkpoint, Path file, PrintStream err) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, checkpoint.bytes());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            err.println(
                    "verify: the log holds, but its checkpoint could not be kept in " + file + ": " + e.getMessage());
            return false;
        }
    }

    /// The figures are served beside the log: `https://city.example/figures` beside `https://city.example/log`.
    private static int figures(Asked asked, VerifierKey key, PrintStream out, PrintStream err) {
        var beside = URI.create(asked.log.toString().replaceAll("/+$", "").replaceAll("/[^/]*$", "/figures"));
        try (var source = new HttpLogSource(beside)) {
            var found = new FiguresVerifier(source, key).verify();
            if (!found.faults().isEmpty()) {
                print(new Verdict.Broken(found.faults(), false), beside, err);
                return BROKEN;
            }
            if (!asked.quiet) {
                out.printf(
                        "  figures     %,d releases with %,d conversations, each in the log; %,d published figures"
                                + " computed again%n",
                        found.releases(), found.conversations(), found.lines());
            }
            return HOLDS;
        }
    }

    /// A file or a folder, and whom its reader trusts.
    private record Given(Path path, VerifierKey key, Optional<LogPolicy> policy) {

        static Given of(List<String> args) throws IOException {
            var trustAt = Math.max(args.indexOf("--vkey"), args.indexOf("--policy"));
            var trusted = args.get(trustAt + 1);
            var policy = args.get(trustAt).equals("--policy")
                    ? Optional.of(Asked.policy(trusted))
                    : Optional.<LogPolicy>empty();
            var key = policy.isPresent() ? Asked.onlyLog(policy.get()) : Asked.logKey(trusted);
            return new Given(Path.of(args.get(trustAt == 0 ? 2 : 0)), key, policy);
        }
    }

    private static boolean isUsage(List<String> args, String what, PrintStream err) {
        if (args.size() == 3 && Math.max(args.indexOf("--vkey"), args.indexOf("--policy")) >= 0) {
            return false;
        }
        err.println("verify: " + what + " --vkey KEY");
        err.print(HELP);
        return true;
    }

    private static int records(List<String> args, PrintStream out, PrintStream err) {
        if (isUsage(args, "records are checked with the log's key: verify records FOLDER", err)) {
            return USAGE;
        }
        try {
            var given = Given.of(args);
            var found = GivenRecords.verify(given.path(), given.key(), given.policy());
            if (!found.faults().isEmpty()) {
                err.println(given.path() + " does not hold.");
                err.println();
                var number = 1;
                for (var fault : found.faults()) {
                    err.printf("  %2d. %s%n", number++, printable(fault));
                }
                return BROKEN;
            }
            out.println(given.path() + " holds.");
            out.println();
            out.printf("  files       %,d, none of them changed%n", found.files());
            out.printf("  words       %,d messages, whose words are those in the log%n", found.words());
            out.printf(
                    "  entries     %,d more messages, whose entry is in the log; it is not opened%n", found.entries());
            out.printf("  unproved    %,d pieces%n", found.unproved());
            return HOLDS;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IOException e) {
            err.println("verify: " + (e instanceof IOException ? "cannot read " : "") + e.getMessage());
            return USAGE;
        }
    }

    private static int receipt(List<String> args, PrintStream out, PrintStream err) {
        if (isUsage(args, "a receipt is checked with the log's key: verify receipt FILE", err)) {
            return USAGE;
        }
        byte[] file;
        Given given;
        try {
            given = Given.of(args);
            file = Files.readAllBytes(given.path());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IOException e) {
            err.println("verify: " + (e instanceof IOException ? "cannot read " : "") + e.getMessage());
            return USAGE;
        }
        return switch (MessageProof.verify(file, given.key(), given.policy())) {
            case MessageProof.Outcome.Proved proved -> {
                out.println("Proved: this message is in the log "
                        + proved.checkpoint().origin() + ".");
                out.println();
                out.println("  recorded    " + printable(proved.at()));
                out.println("  from        " + printable(proved.by().orElse("the citizen")));
                out.println("  text        " + printable(proved.text().orElse("(none)")));
                out.printf(
                        "  entry       %,d of %,d%n",
                        proved.index(), proved.checkpoint().size());
                yield HOLDS;
            }
            case MessageProof.Outcome.InLog(var index, var checkpoint, var kind, var channel, var hour) -> {
                out.println(
                        "Proved: this entry is in the log " + checkpoint.origin() + ". What it says is not opened.");
                out.println();
                out.println("  hour        " + printable(hour));
                out.println("  kind        " + printable((kind + " " + channel).strip()));
                out.printf("  entry       %,d of %,d%n", index, checkpoint.size());
                yield HOLDS;
            }
            case MessageProof.Outcome.Refused(var because) -> {
                err.println("Not proved: " + printable(because) + ".");
                yield BROKEN;
            }
        };
    }

    private static void print(Verdict.Holds holds, URI log, PrintStream out) {
        out.println(log + " holds.");
        out.println();
        out.println("  log         " + holds.origin());
        out.printf("  entries     %,d, each read and recomputed%n", holds.size());
        out.println("  root        " + holds.root().base64());
        for (var signer : holds.signers()) {
            out.println("  signed by   " + signer.key().name()
                    + signer.at().map(at -> ", a witness, at " + at).orElse(""));
        }
        out.println("  key         " + holds.key());
        if (holds.keyFromLog()) {
            out.println("              trusted on first sight: it came from the log itself. Keep it, and give it");
            out.println("              with --vkey the next time, so that a changed key cannot go unnoticed.");
        }
        holds.grewFrom()
                .ifPresent(size ->
                        out.printf("  since       still has the %,d entries of the earlier checkpoint%n", size));
        holds.entriesByKind().forEach((kind, count) -> out.printf("  %,11d %s%n", count, printable(kind)));
    }

    private static void print(Verdict.Broken broken, URI log, PrintStream err) {
        err.println(log + (broken.onlyUnavailable() ? " could not be verified." : " does not hold."));
        err.println();
        var number = 1;
        for (var fault : broken.faults()) {
            err.printf("  %2d. %s%n", number++, printable(fault.what()));
        }
        if (broken.stopped()) {
            err.println("  There may be more: after " + LogVerifier.FAULTS_MAX + " the rest was not looked at.");
        }
        if (broken.onlyUnavailable() && isAboutTheFirstFile(broken)) {
            err.println(
                    "  Is this the address below which \"checkpoint\" and \"tile/\" are served? It mostly ends in /log.");
        }
    }

    private static boolean isAboutTheFirstFile(Verdict.Broken broken) {
        return Set.of("vkey", "checkpoint").contains(broken.faults().getFirst().path());
    }

    // Names and messages come from the log, which is not trusted with the reader's terminal.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private record Asked(URI log, LogVerifier.Trust trust, Optional<Path> keep, boolean figures, boolean quiet) {

        static Asked of(List<String> args) throws IOException {
            @Nullable URI log = null;
            var key = Optional.<VerifierKey>empty();
            var witnesses = new ArrayList<VerifierKey>();
            var since = Optional.<byte[]>empty();
            var policy = Optional.<LogPolicy>empty();
            var keep = Optional.<Path>empty();
            var figures = false;
            var quiet = false;
            var rest = new ArrayDeque<>(args);
            while (!rest.isEmpty()) {
                var arg = rest.remove();
                switch (arg) {
                    case "--figures" -> figures = true;
                    case "--quiet" -> quiet = true;
                    case "--vkey" -> key = Optional.of(logKey(after(arg, rest)));
                    case "--witness" -> witnesses.add(VerifierKey.parse(after(arg, rest)));
                    case "--policy" -> policy = Optional.of(policy(after(arg, rest)));
                    case "--keep" -> keep = Optional.of(Path.of(after(arg, rest)));
                    case "--since" -> since = Optional.of(Files.readAllBytes(Path.of(after(arg, rest))));
                    default -> {
                        if (arg.startsWith("-") || log != null) {
                            throw new IllegalArgumentException("\"" + arg + "\" is not understood here");
                        }
                        log = HttpLogSource.requireLog(URI.create(arg));
                    }
                }
            }
            if (log == null) {
                throw new IllegalArgumentException("the address of a log is missing");
            }
            if (policy.isPresent() && !witnesses.isEmpty()) {
                throw new IllegalArgumentException("--policy names the witnesses; --witness is for going without one");
            }
            if (keep.isPresent() && since.isPresent()) {
                throw new IllegalArgumentException("--keep has the earlier checkpoint; --since is for going without");
            }
            if (keep.isPresent() && Files.exists(keep.get())) {
                since = Optional.of(Files.readAllBytes(keep.get()));
            }
            if (key.isEmpty() && policy.isPresent() && !policy.get().logs().isEmpty()) {
                key = Optional.of(onlyLog(policy.get()));
            }
            var trust = new LogVerifier.Trust(key, witnesses, since, Optional.empty());
            return new Asked(log, policy.map(trust::by).orElse(trust), keep, figures, quiet);
        }

        private static LogPolicy policy(String file) throws IOException {
            try {
                return LogPolicy.parse(Files.readString(Path.of(file)));
            } catch (Malformed e) {
                throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
            }
        }

        private static VerifierKey onlyLog(LogPolicy policy) {
            if (policy.logs().size() != 1) {
                throw new IllegalArgumentException("the policy names %,d logs; the key of one is wanted: --vkey KEY"
                        .formatted(policy.logs().size()));
            }
            return policy.logs().getFirst();
        }

        private static VerifierKey logKey(String vkey) {
            var key = VerifierKey.parse(vkey);
            if (key.type() != VerifierKey.Type.ED25519) {
                throw new IllegalArgumentException(
                        "--vkey is the log's key, of type 0x01; for a witness there is --witness");
            }
            return key;
        }

        private static String after(String option, ArrayDeque<String> rest) {
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return rest.remove();
        }
    }
}
