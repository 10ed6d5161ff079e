package io.glassline.bench.loss;

import io.glassline.bench.loss.Options.Fault;
import io.glassline.bench.town.City;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;

/// A build in which one promise is broken on purpose: copies of one or two production sources with one exact text
/// replaced in each, compiled into a folder that goes in front of the nodes' class path. Production code has no
/// switch for it.
///
/// A break is the resource `broken/NAME.txt`: for each source a line `file: PATH` from the project's root, then what
/// is found between `<<<<` and `====`, then what it becomes between `====` and `>>>>`. What is found must be there
/// exactly once, so that a break cannot quietly stop breaking.
///
/// @param faults under which it shows
record BrokenBuild(String name, long seed, Set<Fault> faults) {

    static List<BrokenBuild> all() {
        return List.of(
                new BrokenBuild("ack-before-commit", 3, EnumSet.of(Fault.KILL, Fault.POSTGRES)),
                new BrokenBuild("no-dedupe", 3, EnumSet.noneOf(Fault.class)),
                new BrokenBuild("no-lease", 3, EnumSet.noneOf(Fault.class)),
                new BrokenBuild("token-is-rejection", 3, EnumSet.of(Fault.TOKEN)));
    }

    /// @return `classes`, with the broken classes in it.
    Path compile(Path classes) throws IOException {
        var sources = classes.resolveSibling("sources");
        var files = new ArrayList<Path>();
        for (var replacement : replacements()) {
            var original = Files.readString(City.home().resolve(replacement.file));
            var broken = replacement.in(original);
            var file = sources.resolve(replacement.file.replaceFirst("^.*src/main/java/", ""));
            Files.createDirectories(file.getParent());
            Files.writeString(file, Files.exists(file) ? replacement.in(Files.readString(file)) : broken);
            if (!files.contains(file)) {
                files.add(file);
            }
        }
        Files.createDirectories(classes);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = compiler.getTask(
                    said,
                    manager,
                    null,
                    List.of(
                            "-d",
                            classes.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-proc:none",
                            "-parameters",
                            "-nowarn"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            if (!task.call()) {
                throw new IllegalStateException("the broken build " + name + " does not compile:\n" + said);
            }
        }
        return classes;
    }

    private record Replacement(String file, String find, String replace) {

        String in(String source) {
            var at = source.indexOf(find);
            if (at < 0 || source.indexOf(find, at + 1) >= 0) {
                throw new IllegalStateException(file + " has not exactly once:\n" + find
                        + "\nThe source has changed; say anew in its broken/ resource what is to be broken");
            }
            return source.substring(0, at) + replace + source.substring(at + find.length());
        }
    }

    private List<Replacement> replacements() throws IOException {
        var replacements = new ArrayList<Replacement>();
        var text = resource();
        for (var block : text.split("(?m)^file: ", -1)) {
            if (block.isBlank() || block.startsWith("#")) {
                continue;
            }
            var file = block.substring(0, block.indexOf('\n')).strip();
            replacements.add(
                    new Replacement(file, between(block, "<<<<\n", "====\n"), between(block, "====\n", ">>>>")));
        }
        if (replacements.isEmpty()) {
            throw new IllegalStateException("the broken build " + name + " breaks nothing");
        }
        return replacements;
    }

    private static String between(String block, String from, String until) {
        var begin = block.indexOf(from) + from.length();
        var end = block.indexOf(until, begin);
        if (begin < from.length() || end < 0) {
            throw new IllegalStateException("a break needs <<<<, ==== and >>>> on lines of their own");
        }
        return block.substring(begin, end).replaceFirst("\n$", "");
    }

    private String resource() throws IOException {
        try (InputStream in = BrokenBuild.class.getResourceAsStream("broken/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("there is no broken/" + name + ".txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
