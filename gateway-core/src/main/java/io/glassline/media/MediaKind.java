package io.glassline.media;

import java.util.Locale;
import java.util.Set;

/// The kinds of files, by what their content shows, and how large one may be. An account may allow less
/// ([io.glassline.channel.MediaPolicy#bytesMax()]) and never more.
public enum MediaKind {
    /// 20 MiB: what Telegram gives a bot; WhatsApp has 5 MB and MMS less.
    PICTURE(20L << 20),
    /// 20 MiB: more than an hour of speech.
    SOUND(20L << 20),
    /// 64 MiB: WhatsApp has 16 MB.
    FILM(64L << 20),
    /// 32 MiB: mail servers take 25 to 35 MB with encoding.
    DOCUMENT(32L << 20),
    /// A program. None is taken, of whatever size.
    PROGRAM(0);

    /// No file of any kind is larger.
    public static final long BYTES_MAX = FILM.bytesMax;

    private static final Set<String> PROGRAMS = Set.of(
            "application/x-msdownload",
            "application/x-dosexec",
            "application/vnd.microsoft.portable-executable",
            "application/x-elf",
            "application/x-executable",
            "application/x-sharedlib",
            "application/x-object",
            "application/x-coredump",
            "application/x-mach-o",
            "application/x-mach-o-executable",
            "application/x-mach-o-universal",
            "application/x-ms-installer",
            "application/x-msi",
            "application/java-vm",
            "application/java-archive",
            "application/vnd.android.package-archive",
            "application/x-sh",
            "application/x-bat",
            "application/vnd.ms-cab-compressed",
            "application/x-ms-shortcut");

    /// What a browser would run, or would show as a page of ours. It is given out as a download and
    /// nothing else.
    private static final Set<String> RUN_BY_BROWSERS = Set.of(
            "text/html",
            "application/xhtml+xml",
            "image/svg+xml",
            "application/xml",
            "text/xml",
            "text/javascript",
            "application/javascript",
            "application/x-shockwave-flash",
            "message/rfc822",
            "multipart/related");

    /// Sounds and films that browsers play and that hold no program.
    private static final Set<String> PLAYED = Set.of(
            "audio/ogg",
            "audio/opus",
            "audio/vorbis",
            "audio/mpeg",
            "audio/mp4",
            "audio/aac",
            "audio/wav",
            "audio/vnd.wave",
            "audio/x-wav",
            "audio/webm",
            "video/mp4",
            "video/webm",
            "video/quicktime",
            "audio/x-aac",
            "application/ogg",
            "application/mp4",
            "video/3gpp",
            "audio/amr");

    private final long bytesMax;

    MediaKind(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    public long bytesMax() {
        return bytesMax;
    }

    /// @param type by content, without parameters
    public static MediaKind of(String type) {
        if (PROGRAMS.contains(type)) {
            return PROGRAM;
        }
        return switch (type.substring(0, Math.max(0, type.indexOf('/')))) {
            case "image" -> type.equals("image/svg+xml") ? DOCUMENT : PICTURE;
            case "audio" -> SOUND;
            case "video" -> FILM;
            default -> type.equals("application/ogg") || type.equals("application/mp4") ? SOUND : DOCUMENT;
        };
    }

    public static boolean isRunByBrowsers(String type) {
        return RUN_BY_BROWSERS.contains(type);
    }

    /// Whether a browser may be given it to play.
    public static boolean isPlayed(String type) {
        return PLAYED.contains(type);
    }

    /// Whether the content is of another kind than the provider, or the sender's program, said. What was
    /// said without meaning (`application/octet-stream`) and names of one and the same thing do not
    /// count.
    public static boolean differs(String told, String found) {
        var said = told.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (said.isEmpty() || said.equals("application/octet-stream") || found.equals("application/octet-stream")) {
            return false;
        }
        var one = family(said);
        var other = family(found);
        return !one.equals(other) || one.equals("document") && isRunByBrowsers(found) && !isRunByBrowsers(said);
    }

    private static String family(String type) {
        return switch (of(type)) {
            case PICTURE -> "picture";
            case SOUND, FILM -> "sound or film"; // one container holds either
            case PROGRAM -> "program";
            case DOCUMENT -> type.equals("image/svg+xml") ? "picture" : "document";
        };
    }
}
