package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// The latest entries of the public log, in words.
record LogPage(
        PageFrame frame,
        long size,
        List<Entry> entries,
        Optional<String> newerHref,
        Optional<String> olderHref,
        String publicLog) {

    record Entry(
            long index,
            String kind,
            String icon,
            String sentence,
            Optional<ChannelTitle> channel,
            Optional<String> conversation,
            String time,
            String timeFull,
            String timeIso,
            String leaf) {}
}
