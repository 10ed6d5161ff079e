package io.glassline.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks witnesses to cosign a checkpoint, as C2SP [tlog-witness](https://c2sp.org/tlog-witness) has it: `POST
/// <address>/add-checkpoint` with the size that the witness saw last, the proof from there, and the checkpoint.
///
/// A witness is a stranger: what it answers is believed only where its signature verifies, and no more than
/// [#ANSWER_BYTES_MAX] of it are read. Safe to call from any thread.
public final class WitnessClient implements AutoCloseable {

    public static final int ANSWER_BYTES_MAX = 100_000;

    private final Duration answerWithin;
    private final HttpClient http;

    /// @param answerWithin how long one witness has for its whole answer
    public WitnessClient(Duration answerWithin) {
        this.answerWithin = answerWithin;
        this.http = HttpClient.newBuilder()
                .connectTimeout(answerWithin)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /// What came of asking.
    public sealed interface Outcome {

        /// It has seen this tree, and signed so.
        record Cosigned(SignedNote.Signature signature) implements Outcome {}

        /// It has last seen a tree of `size` entries, and wants the proof from there.
        record Seen(long size) implements Outcome {}

        /// It does not cosign this tree: it does not know the log, or the tree contradicts what it has seen.
        record Refused(String because) implements Outcome {}

        /// It could not be asked, or what came is no answer; to be asked again.
        record Away(String because) implements Outcome {}
    }

    /// @param proof that the tree of `note` contains that of its `seen` first entries; empty when `seen` is 0
    public Outcome ask(URI submission, VerifierKey witness, long seen, List<Hash> proof, SignedNote note)
            throws InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(submission.toString().replaceAll("/+$", "") + "/add-checkpoint"))
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("User-Agent", "glassline-log")
                .timeout(answerWithin)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(seen, proof, note)))
                .build();
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            return read(answer.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS), witness, note);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Outcome.Away("no answer within " + answerWithin.toMillis() + " ms");
        } catch (ExecutionException e) {
            var cause = e.getCause() instanceof IOException io ? io : e;
            return new Outcome.Away(
                    cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        }
    }

    private static byte[] body(long seen, List<Hash> proof, SignedNote note) {
        var head = new StringBuilder("old ").append(seen).append('\n');
        proof.forEach(hash -> head.append(hash.base64()).append('\n'));
        return head.append('\n')
                .append(new String(note.bytes(), StandardCharsets.UTF_8))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Outcome read(HttpResponse<byte[]> answer, VerifierKey witness, SignedNote note) {
        try {
            var text = StrictText.utf8(answer.body());
            return switch (answer.statusCode()) {
                case 200 -> cosigned(text, witness, note);
                case 409 -> new Outcome.Seen(StrictText.decimal(text.strip(), "the size that the witness has seen"));
                case 400, 403, 404, 422 ->
                    new Outcome.Refused(
                            "it answered " + answer.statusCode() + ": " + StrictText.shortened(text.strip()));
                default -> new Outcome.Away("it answered " + answer.statusCode());
            };
        } catch (Malformed e) {
            return new Outcome.Away("its answer is none: " + e.getMessage());
        }
    }

    private static Outcome cosigned(String text, VerifierKey witness, SignedNote note) {
        if (!text.endsWith("\n")) {
            throw new Malformed("signature lines end with a newline");
        }
        for (var line : text.substring(0, text.length() - 1).split("\n", -1)) {
            var signature = SignedNote.Signature.parse(line);
            if (signature.name().equals(witness.name()) && signature.keyId() == witness.id()) {
                return witness.verifies(note.text(), signature.blob())
                        ? new Outcome.Cosigned(signature)
                        : new Outcome.Away("its signature does not verify");
            }
        }
        return new Outcome.Away("it did not sign with the key " + witness);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
