package io.glassline.app.command.channel;

import io.glassline.config.Problem;
import io.glassline.declared.DeclaredChannels;
import io.glassline.declared.channel.DeclaredAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/// A channel file on this machine: `…/channels/NAME.yml`.
record ChannelPath(Path folder, String name) {

    /// @return empty where it is none; why is printed
    static Optional<ChannelPath> of(Path file) {
        var whole = file.toAbsolutePath().normalize();
        var channels = whole.getParent();
        if (!Files.isRegularFile(whole)) {
            System.out.println(file + ": there is no such file");
            return Optional.empty();
        }
        if (channels == null
                || channels.getParent() == null
                || !channels.getFileName().toString().equals(DeclaredChannels.FOLDER)) {
            System.out.println(file + ": a channel's file stands in a folder named " + DeclaredChannels.FOLDER);
            return Optional.empty();
        }
        return Optional.of(
                new ChannelPath(channels.getParent(), whole.getFileName().toString()));
    }

    /// @return empty where the file has mistakes; they are printed. Cases that come out otherwise are told as well.
    Optional<DeclaredAdapter> adapter() {
        var problems = new ArrayList<Problem>();
        var adapter = new DeclaredChannels(InstantSource.system()).read(folder, name, problems);
        problems.stream().sorted().forEach(System.out::println);
        return adapter;
    }

    Path cases() {
        return folder.resolve(DeclaredChannels.FOLDER).resolve(name.replaceFirst("\\.yml$", ".cases.yml"));
    }
}
