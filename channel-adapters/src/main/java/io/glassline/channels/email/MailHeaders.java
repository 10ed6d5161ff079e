package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.MimePart;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The ids that a mail's headers hold.
final class MailHeaders {

    private static final int ID_MAX_CHARS = 902;

    /// What fits on a line (RFC 5322). No index of the record takes much more.
    private static final int ID_MAX_BYTES = 998;

    private static final int IDS_MAX = 200;

    private MailHeaders() {}

    /// The mail's own id: the first that stands there. A mail has one, and is not known by whatever
    /// follows it.
    static Optional<String> messageId(MimePart mail) {
        return mail.headers("message-id").stream().flatMap(MailHeaders::idsIn).findFirst();
    }

    /// The ids that headers of a name hold, the latest of them; some programs write free text around them.
    static List<String> ids(MimePart mail, String name) {
        var ids = new LinkedHashSet<String>();
        mail.headers(name).stream().flatMap(MailHeaders::idsIn).forEach(id -> add(id, ids));
        return List.copyOf(ids);
    }

    private static Stream<String> idsIn(String value) {
        return IntStream.iterate(value.indexOf('<'), at -> at >= 0, at -> value.indexOf('<', at + 1))
                .filter(at -> idEnd(value, at) > 0)
                .mapToObj(at -> Wording.legible(value.substring(at, idEnd(value, at))))
                .filter(id -> id.getBytes(UTF_8).length <= ID_MAX_BYTES);
    }

    /// Only the latest are kept meanwhile, for a mail may hold millions.
    private static void add(String id, LinkedHashSet<String> latest) {
        if (latest.add(id) && latest.size() > IDS_MAX) {
            latest.removeFirst();
        }
    }

    /// Behind the id that begins here; 0 when none does.
    private static int idEnd(String value, int start) {
        for (var i = start + 1; i < Math.min(value.length(), start + ID_MAX_CHARS); i++) {
            var c = value.charAt(i);
            if (c == '>') {
                return i > start + 1 ? i + 1 : 0;
            }
            if (c == '<' || Character.isWhitespace(c)) {
                return 0;
            }
        }
        return 0;
    }
}
