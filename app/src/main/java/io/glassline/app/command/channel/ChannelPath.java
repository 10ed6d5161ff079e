package io.glassline.app.command.channel;

import io.glassline.config.Problem;
import io.glassline.declared.DeclaredChannels;
import io.glassline.declared.cases.CasesReader;
import io.glassline.declared.cases.ChannelCases;
import io.glassline.declared.channel.DeclaredAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A channel file on this machine, with its cases beside it.
///
/// @param folder the city's folder, which has the file in its folder of channels
record ChannelPath(Path folder, String name) {

    private static final String ENDING = ".yml";

    /// @return empty where it is none; why is printed
    /// @throws IOException when the file cannot be read
    static Optional<ChannelPath> of(Path file) throws IOException {
        var whole = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(whole)) {
            System.err.println(file + ": there is no such file");
            return Optional.empty();
        }
        return Optional.of(new ChannelPath(cityOf(whole), whole.getFileName().toString()));
    }

    private static Path cityOf(Path file) throws IOException {
        var channels = file.getParent();
        if (channels == null || !channels.endsWith(DeclaredChannels.FOLDER)) {
            return aloneInACity(file);
        }
        var city = channels.getParent();
        return city == null ? aloneInACity(file) : city;
    }

    /// A draft that stands in no city's folder yet is read as if it stood in one.
    private static Path aloneInACity(Path file) throws IOException {
        var city = Files.createTempDirectory("glassline-channel");
        var channels = Files.createDirectory(city.resolve(DeclaredChannels.FOLDER));
        city.toFile().deleteOnExit();
        channels.toFile().deleteOnExit();
        for (var beside :
                List.of(file, file.resolveSibling(casesOf(file.getFileName().toString())))) {
            if (Files.isRegularFile(beside)) {
                var copy =
                        Files.copy(beside, channels.resolve(beside.getFileName().toString()));
                copy.toFile().deleteOnExit();
            }
        }
        return city;
    }

    /// @return empty where the file has mistakes; they are printed. Cases that come out otherwise are told as well.
    Optional<DeclaredAdapter> adapter() {
        var problems = new ArrayList<Problem>();
        var adapter = new DeclaredChannels(InstantSource.system()).read(folder, name, problems);
        problems.stream().sorted().forEach(System.err::println);
        return adapter;
    }

    /// The cases beside the file; empty where there are none, or they have mistakes, which are printed.
    Optional<ChannelCases> readCases(DeclaredAdapter adapter) {
        var problems = new ArrayList<Problem>();
        var read = CasesReader.read(folder, DeclaredChannels.FOLDER + "/" + casesOf(name), adapter.kind(), problems);
        problems.stream().sorted().forEach(System.err::println);
        return read;
    }

    Path cases() {
        return folder.resolve(DeclaredChannels.FOLDER).resolve(casesOf(name));
    }

    private static String casesOf(String name) {
        return name.replaceFirst("\\.yml$", ".cases.yml");
    }

    /// Whether `name` is that of a file, not of a kind of channel.
    static boolean isFile(String name) {
        return name.endsWith(ENDING);
    }
}
