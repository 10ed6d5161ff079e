package io.glassline.app.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channels.web.WebCall;
import io.glassline.desk.VisitorTalks.Line;
import io.glassline.desk.VisitorTalks.Talk;
import io.glassline.message.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a reader who has seen a talk up to `cursor` has not seen yet.
///
/// A cursor says how many lines were seen, and by a digest which ones. Where the talk does not begin with
/// just those any more (a line came into the middle, the oldest fell out), all of it is given again:
/// readers know lines by their ids, so something is shown once however often it is given, and nothing is
/// missed.
record TalkUpdate(List<Line> lines, boolean isWhole, String cursor, boolean isUnanswered, String state) {

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,4})-([0-9a-f]{16})");
    private static final int DIGEST_BYTES = 8;

    static TalkUpdate since(Talk talk, Optional<String> cursor) {
        var lines = talk.lines();
        var seen = cursor.map(text -> seen(lines, text)).orElse(0);
        return new TalkUpdate(
                lines.subList(seen, lines.size()),
                seen == 0,
                cursor(lines),
                talk.isUnanswered(),
                talk.state().orElse("new"));
    }

    private static int seen(List<Line> lines, String cursor) {
        var fields = CURSOR.matcher(cursor);
        if (!fields.matches()) {
            return 0;
        }
        var count = Integer.parseInt(fields.group(1));
        return count <= lines.size() && digest(lines.subList(0, count)).equals(fields.group(2)) ? count : 0;
    }

    private static String cursor(List<Line> lines) {
        return lines.size() + "-" + digest(lines);
    }

    private static String digest(List<Line> lines) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> sha256.update((line.id() + "\n").getBytes(UTF_8)));
            return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /// As the widget reads it.
    Map<String, Object> json(String visitor) {
        var json = new LinkedHashMap<String, Object>();
        json.put("lines", lines.stream().map(line -> json(line, visitor)).toList());
        json.put("whole", isWhole);
        json.put("cursor", cursor);
        json.put("answering", isUnanswered);
        json.put("state", state);
        return json;
    }

    private static Map<String, Object> json(Line line, String visitor) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", line.id());
        json.put("by", line.author());
        json.put("text", line.text());
        json.put("at", line.at().toString());
        if (!line.offers().isEmpty()) {
            json.put("offers", line.offers().stream().map(TalkUpdate::json).toList());
        }
        line.providerId().flatMap(id -> WebCall.clientId(visitor, id)).ifPresent(id -> json.put("client", id));
        line.delivery().ifPresent(delivery -> json.put("mark", delivery));
        return json;
    }

    private static Map<String, String> json(Message.Offer offer) {
        return Map.of("id", offer.id(), "label", offer.label());
    }
}
