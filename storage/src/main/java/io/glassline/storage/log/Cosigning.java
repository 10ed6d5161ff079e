package io.glassline.storage.log;

import io.glassline.log.Checkpoint;
import io.glassline.log.Hash;
import io.glassline.log.LogPolicy;
import io.glassline.log.LogPolicy.Witness;
import io.glassline.log.Proofs;
import io.glassline.log.SignedNote;
import io.glassline.log.VerifierKey;
import io.glassline.log.WitnessClient;
import io.glassline.log.WitnessClient.Outcome;
import io.glassline.storage.postgres.Database;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Has witnesses cosign the log's checkpoints, and publishes one when the quorum of the city's policy has.
///
/// A witness that has once seen a tree cosigns nothing that contradicts it. So a log whose every published checkpoint
/// has a quorum cannot show one past to one reader and another to the next, not even if its key was stolen or its
/// database put back. While the quorum is missing, the last checkpoint that had it stands, and entries go on being
/// sequenced and signed.
///
/// It is stepped, on one node at a time. What it knows of the witnesses it learns anew after a restart.
public final class Cosigning {

    public static final Duration LATE_AFTER = Duration.ofSeconds(15);

    /// So long for each of the others, when the quorum has answered.
    private static final Duration OTHERS_HAVE = Duration.ofMillis(250);

    private final Database database;
    private final VerifierKey log;
    private final LogPolicy policy;
    private final WitnessClient client;

    /// The size that each witness has seen last, as far as we know.
    private final Map<VerifierKey, Long> seen = new ConcurrentHashMap<>();

    private final Map<String, String> faults = new ConcurrentHashMap<>();

    /// Who is still asked for a checkpoint: each is asked for one at a time.
    private final Set<VerifierKey> asked = ConcurrentHashMap.newKeySet();

    /// @throws IllegalArgumentException when the policy is about other logs than this one, or its quorum cannot be
    ///     reached by those of its witnesses that have an address
    public Cosigning(Database database, VerifierKey log, LogPolicy policy, WitnessClient client) {
        if (!policy.logs().isEmpty() && !policy.logs().contains(log)) {
            throw new IllegalArgumentException("the policy is about other logs: it has no line \"log " + log + "\"");
        }
        var asked = policy.witnesses().stream()
                .filter(witness -> witness.submission().isPresent())
                .map(Witness::key)
                .toList();
        if (!policy.isMetBy(asked)) {
            throw new IllegalArgumentException(
                    "the policy's quorum cannot be reached: too few of its witnesses have an address");
        }
        this.database = database;
        this.log = log;
        this.policy = policy;
        this.client = client;
    }

    /// Asks for the newest checkpoint, if it is not published yet.
    ///
    /// @return whether it was published now
    public boolean step() {
        var newest = newest();
        if (newest.isEmpty()) {
            return false;
        }
        var note = SignedNote.parse(newest.get());
        var checkpoint = Checkpoint.parse(note.text());
        var cosigned = cosigned(checkpoint, note);
        cosigned.ifPresent(met -> publish(checkpoint.size(), met));
        return cosigned.isPresent();
    }

    /// Why each witness that this node asked last and that did not cosign did not, by its name in the policy.
    public Map<String, String> faults() {
        return new TreeMap<>(faults);
    }

    /// Whether a checkpoint has waited for its quorum for longer than [#LATE_AFTER]. Any node can tell.
    public boolean isLate() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select exists (
                                    select 1 from log_checkpoint
                                    where size > (select coalesce(max(size), -1) from log_checkpoint where published)
                                    and signed_at < now() - make_interval(secs => :late)
                                )
                                """)
                        .bind("late", LATE_AFTER.toSeconds())
                        .mapTo(Boolean.class)
                        .one());
    }

    private Optional<byte[]> newest() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                                select note from log_checkpoint
                                where size = (select max(size) from log_checkpoint) and not published
                                """).mapTo(byte[].class).findOne());
    }

    private void publish(long size, SignedNote cosigned) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        update log_checkpoint set note = :note, published = true where size = :size and not published
                        """)
                        .bind("note", cosigned.bytes())
                        .bind("size", size)
                        .execute());
    }

    // Once the quorum is met the others have a moment more: whoever hangs does not hold up what is published.
    private Optional<SignedNote> cosigned(Checkpoint checkpoint, SignedNote note) {
        var answers = new ExecutorCompletionService<Optional<SignedNote.Signature>>(Thread::startVirtualThread);
        var awaited = 0;
        for (var witness : policy.witnesses()) {
            if (witness.submission().isPresent() && asked.add(witness.key())) {
                answers.submit(() -> cosignature(witness, witness.submission().get(), checkpoint, note));
                awaited++;
            }
        }
        var cosigned = note;
        var isMet = false;
        for (; awaited > 0; awaited--) {
            var answer = isMet ? inAMoment(answers) : Optional.of(next(answers));
            if (answer.isEmpty()) {
                break;
            }
            cosigned = answer.get().map(List::of).map(cosigned::with).orElse(cosigned);
            isMet = isMet(cosigned);
        }
        return isMet ? Optional.of(cosigned) : Optional.empty();
    }

    private boolean isMet(SignedNote cosigned) {
        return Checkpoint.open(cosigned, log, policy.witnessKeys()) instanceof Checkpoint.Opening.Opened(var _, var by)
                && policy.unmetBy(by).isEmpty();
    }

    private Optional<SignedNote.Signature> cosignature(
            Witness witness, URI submission, Checkpoint checkpoint, SignedNote note) throws InterruptedException {
        try {
            return askedTwice(witness, submission, checkpoint, note);
        } finally {
            asked.remove(witness.key());
        }
    }

    // The first time, and when another node asked in between, it tells what it has seen, and is asked again.
    private Optional<SignedNote.Signature> askedTwice(
            Witness witness, URI submission, Checkpoint checkpoint, SignedNote note) throws InterruptedException {
        var outcome = ask(witness, submission, checkpoint, note);
        if (outcome instanceof Outcome.Seen(var size)) {
            seen.put(witness.key(), size);
            outcome = ask(witness, submission, checkpoint, note);
        }
        return switch (outcome) {
            case Outcome.Cosigned(var signature) -> {
                seen.put(witness.key(), checkpoint.size());
                faults.remove(witness.name());
                yield Optional.of(signature);
            }
            case Outcome.Seen(var size) ->
                failed(witness, "it has seen %,d entries, and before others".formatted(size));
            case Outcome.Refused(var because) -> failed(witness, "refused: " + because);
            case Outcome.Away(var because) -> failed(witness, "away: " + because);
        };
    }

    private Outcome ask(Witness witness, URI submission, Checkpoint checkpoint, SignedNote note)
            throws InterruptedException {
        var from = seen.getOrDefault(witness.key(), 0L);
        return from > checkpoint.size()
                ? new Outcome.Refused("it has cosigned %,d entries of this log, which has %,d: the log was put back"
                        .formatted(from, checkpoint.size()))
                : client.ask(submission, witness.key(), from, proof(from, checkpoint.size()), note);
    }

    private List<Hash> proof(long from, long size) {
        return from == 0 || from == size
                ? List.of()
                : database.jdbi()
                        .withHandle(handle -> new Proofs(size, new StoredTiles(handle))
                                .consistencyFrom(from)
                                .path());
    }

    private Optional<SignedNote.Signature> failed(Witness witness, String because) {
        faults.put(witness.name(), because);
        return Optional.empty();
    }

    private static Optional<SignedNote.Signature> next(
            ExecutorCompletionService<Optional<SignedNote.Signature>> answers) {
        try {
            return result(answers.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// The outer one is empty where none came.
    private static Optional<Optional<SignedNote.Signature>> inAMoment(
            ExecutorCompletionService<Optional<SignedNote.Signature>> answers) {
        try {
            return Optional.ofNullable(answers.poll(OTHERS_HAVE.toMillis(), TimeUnit.MILLISECONDS))
                    .map(Cosigning::result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<SignedNote.Signature> result(Future<Optional<SignedNote.Signature>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a witness could not be asked", e.getCause());
        }
    }
}
