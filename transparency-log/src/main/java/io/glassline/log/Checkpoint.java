package io.glassline.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a log commits itself to: that it has `size` entries, and that they are the ones under `root`.
///
/// `origin` names the log. It looks like a URL without a scheme, and nobody assumes that there is anything at it.
/// `extensions` are further lines, which no one can audit; we read them and write none.
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    public Checkpoint {
        if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
            throw new Malformed("a checkpoint's origin is one line that is not empty");
        }
        if (size < 0) {
            throw new Malformed("a checkpoint's size is not negative: " + size);
        }
        extensions = List.copyOf(extensions);
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.indexOf('\n') >= 0)) {
            throw new Malformed("a checkpoint's extensions are lines that are not empty");
        }
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /// Reads the text of a checkpoint, the part of the note above the signatures.
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new Malformed("a checkpoint's text ends with a newline");
        }
        var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new Malformed("a checkpoint has the lines origin, size and root; this one has " + lines.size());
        }
        return new Checkpoint(
                lines.get(0),
                StrictText.decimal(lines.get(1), "the checkpoint's size"),
                Hash.parse(lines.get(2)),
                lines.subList(3, lines.size()));
    }

    /// The text that is signed. Prints back what [#parse(String)] read.
    public String text() {
        var text = new StringBuilder(origin + "\n" + size + "\n" + root.base64() + "\n");
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /// Opens a signed checkpoint: it has to be signed by `log` and be about that log, whose name is its origin.
    /// Witnesses that are trusted and have signed are among the signers.
    public static Opening open(SignedNote note, VerifierKey log, Collection<VerifierKey> witnesses) {
        var trusted = new ArrayList<>(witnesses);
        trusted.addFirst(log);
        return switch (note.open(trusted)) {
            case SignedNote.Opening.Refused(var because) -> new Opening.Refused(because);
            case SignedNote.Opening.Opened opened
            when opened.signers().stream().noneMatch(by -> by.key().equals(log)) ->
                new Opening.Refused("no signature by " + log);
            case SignedNote.Opening.Opened(var text, var signers) -> {
                try {
                    var checkpoint = parse(text);
                    yield checkpoint.origin().equals(log.name())
                            ? new Opening.Opened(checkpoint, signers)
                            : new Opening.Refused("origin is \"%s\", and the key is that of \"%s\""
                                    .formatted(StrictText.shortened(checkpoint.origin()), log.name()));
                } catch (Malformed e) {
                    yield new Opening.Refused(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    /// What came of opening a signed checkpoint.
    public sealed interface Opening {

        record Opened(Checkpoint checkpoint, List<SignedNote.Signer> signers) implements Opening {}

        record Refused(String because) implements Opening {}
    }
}
