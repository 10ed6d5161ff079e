package io.glassline.app.records;

import java.util.Map;

/// How a file's name ends, by its type. What is not known ends so that nothing opens it by itself.
final class FileEndings {

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/png", "png"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("audio/ogg", "ogg"),
            Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/mp4", "m4a"),
            Map.entry("audio/amr", "amr"),
            Map.entry("video/mp4", "mp4"),
            Map.entry("video/3gpp", "3gp"),
            Map.entry("text/plain", "txt"),
            Map.entry("text/vcard", "vcf"));

    private FileEndings() {}

    static String of(String type) {
        return BY_TYPE.getOrDefault(type, "bin");
    }
}
