package io.glassline.conversation;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Words of someone at the desk for colleagues: they stand in the thread, and are never sent to the citizen.
///
/// `behind` is the position of the message that they stand behind; 0 where none was said yet. `mentioned` are the ids
/// of those whom they ask to look.
public record Note(UUID id, int behind, String agentId, String text, Set<String> mentioned, Instant at) {

    public static final int TEXT_MAX_CHARS = 4_000;

    /// Behind a letter or a digit an `@` is that of a mail address.
    private static final Pattern NAMED = Pattern.compile("(?<![\\p{L}\\p{N}._@-])@([A-Za-z0-9][A-Za-z0-9._@-]{0,63})");

    private static final Pattern ENDS_A_SENTENCE = Pattern.compile("[.@-]+$");

    public Note {
        mentioned = Set.copyOf(mentioned);
    }

    /// The names that stand behind an `@`, as they are written, in order.
    public static List<String> named(String text) {
        var names = new LinkedHashSet<String>();
        NAMED.matcher(text)
                .results()
                .map(found -> ENDS_A_SENTENCE.matcher(found.group(1)).replaceFirst(""))
                .forEach(names::add);
        return List.copyOf(names);
    }
}
