package io.glassline.bench.attacks;

import io.glassline.bench.days.Books;
import io.glassline.bench.days.BooksReader;
import io.glassline.bench.days.Item;
import io.glassline.bench.days.Item.Key;
import io.glassline.bench.days.Item.Key.ById;
import io.glassline.bench.days.Item.Key.ByMailId;
import io.glassline.bench.days.Item.Key.ByOwnMailId;
import io.glassline.bench.days.Judge;
import io.glassline.bench.days.Judge.Verdict;
import io.glassline.bench.days.Outcome;
import io.glassline.channels.Wording;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// Hostile mails in the city's mailbox in an order that a seed decides, citizens' mails beside them, and what became
/// of each.
record MailRun(AttackTown town, long seed) {

    static final int FROM_CHARS = from(0).length();
    static final int ID_CHARS = id(0).length();

    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(120);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /// What may become of a hostile mail: each of these leaves a trace.
    private static final Set<Outcome> TRACED = EnumSet.of(
            Outcome.ANSWERED,
            Outcome.WITH_A_PERSON,
            Outcome.MACHINE,
            Outcome.BESIDE_WORDS,
            Outcome.NO_WORDS,
            Outcome.CONSENT,
            Outcome.FLOOD);

    private static final Set<Outcome> A_QUESTION = EnumSet.of(Outcome.ANSWERED, Outcome.WITH_A_PERSON);
    private static final String ACCOUNT = "city-email";

    /// So often in a row nothing is found to do before all is done: between a mail and its turn there is nothing.
    private static final int QUIET_MIN = 5;

    record Judged(MailAttack attack, Verdict verdict) {}

    /// @param genuine what became of citizens' mails.
    record Account(List<Judged> hostile, List<Verdict> genuine, Set<String> health, double heapMax) {

        /// A line for each kind, with what became of it.
        List<String> lines() {
            return hostile.stream()
                    .map(one -> "%-56s %s".formatted(one.attack().kind(), words(one.verdict())))
                    .sorted()
                    .toList();
        }

        private static String words(Verdict verdict) {
            return verdict.outcome().map(Outcome::words).orElse("FAULT")
                    + (verdict.where().isEmpty() ? "" : ": " + verdict.where());
        }

        String summary() {
            return "%d hostile mails, %d nowhere; %d questions, %d without an answer or a person; heap at most %.0f %%"
                    .formatted(hostile.size(), lost().size(), genuine.size(), failed().size(), 100 * heapMax);
        }

        boolean isGood() {
            return lost().isEmpty() && failed().isEmpty() && health.stream().allMatch(AttackTown::isUp);
        }

        /// Hostile mails that are nowhere.
        List<Judged> lost() {
            return hostile.stream()
                    .filter(one -> one.verdict().outcome().isEmpty())
                    .toList();
        }

        /// Citizens' mails that are neither answered nor with a person.
        List<Verdict> failed() {
            return genuine.stream()
                    .filter(verdict -> verdict.outcome().isEmpty())
                    .toList();
        }
    }

    private static String from(int number) {
        return "ana%08d@robots.example".formatted(number);
    }

    private static String id(int number) {
        return "<m%012d@robots.example>".formatted(number);
    }

    /// @param firstNumber of a mail that no run before this one has used.
    Account run(List<MailAttack> attacks, int firstNumber) throws SQLException {
        var order = new ArrayList<>(attacks);
        Collections.shuffle(order, new Random(seed));
        try (var record = new BooksReader(town.servers);
                var genuine = new GenuineMail(town)) {
            for (var n = 0; n < order.size(); n++) {
                town.mailbox.put(order.get(n).mail(from(firstNumber + n), id(firstNumber + n)));
            }
            awaitTaken(genuine.send(), record);
            genuine.close();
            awaitTaken(genuine.send(), record);
            return account(order, firstNumber, genuine, record.read());
        }
    }

    /// Until a mail is in the record, and with it all that lay before it, and nothing is left to do.
    void awaitTaken(ByMailId mail, BooksReader record) throws SQLException {
        var until = System.nanoTime() + TAKEN_WITHIN.toNanos();
        for (var quiet = 0; quiet < QUIET_MIN; pause(LOOK_EVERY)) {
            var isTaken = record.hasMail(mail.messageId(), mail.from());
            quiet = isTaken && record.undone(Instant.now(), Set.of()) == 0 ? quiet + 1 : 0;
            if (!town.node.isAlive()) {
                throw new IllegalStateException("the node has ended");
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        isTaken ? "something is never done: " + record.waiting() : "the mailbox does not go on");
            }
        }
    }

    private static Account account(List<MailAttack> order, int firstNumber, GenuineMail genuine, Books books) {
        var judge = new Judge(books);
        var hostile = new ArrayList<Judged>();
        for (var n = 0; n < order.size(); n++) {
            var verdict = judge.of(item(order.get(n).kind(), key(order.get(n), firstNumber + n, books), TRACED), 250);
            hostile.add(new Judged(order.get(n), verdict));
        }
        var citizens = genuine.sent().stream()
                .map(mail -> judge.of(item("question", mail, A_QUESTION), 250))
                .toList();
        return new Account(hostile, citizens, genuine.health(), genuine.heapMax());
    }

    /// A mail of which not even the sender could be read is known by the hash of its bytes.
    private static Key key(MailAttack attack, int number, Books books) {
        var unreadable = new ById(ACCOUNT, Wording.hash(attack.mail(from(number), id(number))));
        return books.inbound().stream().anyMatch(row -> row.providerId().equals(unreadable.providerId()))
                ? unreadable
                : new ByOwnMailId(id(number));
    }

    /// Of so many mails of one sender, by the form of their ids, those that are nowhere.
    static List<Verdict> lostOf(String from, String idForm, int count, Books books) {
        var judge = new Judge(books);
        return IntStream.range(0, count)
                .mapToObj(n -> judge.of(item("flood", new ByMailId(idForm.formatted(n), from), TRACED), 250))
                .filter(verdict -> verdict.outcome().isEmpty())
                .toList();
    }

    private static Item item(String kind, Key key, Set<Outcome> may) {
        return new Item(kind, Instant.now(), key, "", may, _ -> 250);
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
