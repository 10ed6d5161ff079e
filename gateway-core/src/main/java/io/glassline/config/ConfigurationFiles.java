package io.glassline.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// The files of a city's configuration folder that decide something: what is YAML outside of `schema`, the lists
/// that are CSV, and what is Markdown in `knowledge`, each by its path in the folder with `/` between
/// the names. Pages for people, `README.md` among them, are none of it.
public final class ConfigurationFiles {

    /// How many files a version may have.
    public static final int FILES_MAX = 5_000;

    /// How large one file may be, in bytes.
    public static final int FILE_BYTES_MAX = 1 << 20;

    /// How large all of them together may be beside lists, in bytes.
    public static final int ALL_BYTES_MAX = 8 << 20;

    /// How large all lists together may be, in bytes: some 200,000 addresses. A larger one belongs into a table.
    public static final int LIST_BYTES_MAX = 16 << 20;

    private static final String LIST = ".csv";

    /// How many names a path may have.
    private static final int DEPTH_MAX = 8;

    private static final String SCHEMA = "schema/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private final SortedMap<String, byte[]> files;

    private final VersionId id;

    private ConfigurationFiles(SortedMap<String, byte[]> files) {
        this.files = Collections.unmodifiableSortedMap(files);
        this.id = id(files);
    }

    /// Reads a folder. What is too much or leads out of it is told as a problem, and nothing of it is read.
    ///
    /// @throws UncheckedIOException when a file that is there cannot be read at all
    public static Parsed<ConfigurationFiles> ofFolder(Path folder) {
        var reading = new Reading();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    var name = folder.relativize(file).toString().replace('\\', '/');
                    if (isPart(name)) {
                        if (attributes.isSymbolicLink() && !Files.exists(file)) {
                            reading.wrong(name, "is a link that leads nowhere");
                        } else if (attributes.isSymbolicLink()
                                && !file.toRealPath().startsWith(folder.toRealPath())) {
                            reading.wrong(name, "is a link that leads out of the folder");
                        } else if (Files.isRegularFile(file)) {
                            try (var in = Files.newInputStream(file)) {
                                reading.take(name, in);
                            }
                        }
                    } else if (!isHidden(name) && attributes.isSymbolicLink() && Files.isDirectory(file)) {
                        // It would be read, and be in no version.
                        reading.wrong(name, "is a link to a folder; put the folder itself here");
                    }
                    return reading.isFull() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder, e);
        }
        return reading.done();
    }

    /// Reads a zip archive of a folder, whose files may stand in one folder more.
    public static Parsed<ConfigurationFiles> ofZip(byte[] archive) {
        var reading = new Reading();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive), UTF_8)) {
            for (var entries = 1; !reading.isFull(); entries++) {
                // Asking for the next entry reads this one to its end, so that is done only within limits.
                var entry = zip.getNextEntry();
                if (entry == null) {
                    break;
                }
                if (entries > FILES_MAX * 2) {
                    reading.wrong("", "the archive has more than %d entries".formatted(FILES_MAX * 2));
                } else if (!entry.isDirectory() && isPart(entry.getName())) {
                    reading.take(entry.getName(), zip);
                } else {
                    reading.pass(zip);
                }
            }
            if (reading.files.isEmpty() && !reading.isFull()) {
                reading.wrong("", "this is no zip archive of a configuration folder");
            }
        } catch (IOException | IllegalArgumentException e) {
            reading.wrong("", "the archive cannot be read: " + e.getMessage());
        }
        return reading.done();
    }

    private static boolean isPart(String path) {
        return !isHidden(path) && isRead(path);
    }

    /// What a system or another program keeps beside the files, such as `.git` and `__MACOSX/._city.yml`.
    private static boolean isHidden(String path) {
        return List.of(path.split("/")).stream()
                .anyMatch(name -> name.startsWith(".") && !name.equals(".") && !name.equals(".."));
    }

    private static boolean isRead(String path) {
        return (path.endsWith(".yml") || path.endsWith(LIST))
                        && !path.startsWith(SCHEMA)
                        && !path.contains("/" + SCHEMA)
                || path.endsWith(".md")
                        && !path.endsWith("README.md")
                        && (path.startsWith("knowledge/") || path.contains("/knowledge/"));
    }

    /// Which version these files are. The kind of line end makes no difference.
    public VersionId id() {
        return id;
    }

    private static VersionId id(SortedMap<String, byte[]> files) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            files.forEach((path, bytes) -> {
                for (var part : List.of(path, new String(bytes, UTF_8).replace("\r\n", "\n"))) {
                    // With its length before it, so that two different contents cannot give the same bytes.
                    var content = part.getBytes(UTF_8);
                    sha256.update(ByteBuffer.allocate(Integer.BYTES)
                            .putInt(content.length)
                            .array());
                    sha256.update(content);
                }
            });
            return new VersionId(HexFormat.of().formatHex(sha256.digest()).substring(0, VersionId.DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /// The text of a file; empty where there is none.
    public String text(String path) {
        return new String(files.getOrDefault(path, new byte[0]), UTF_8);
    }

    public boolean has(String path) {
        return files.containsKey(path);
    }

    /// The same files as a zip archive.
    public byte[] toZip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, UTF_8)) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTime(0); // the same files give the same archive
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /// Writes the files into `folder`, which must be empty.
    ///
    /// @throws UncheckedIOException when they cannot be written
    public void writeTo(Path folder) {
        files.forEach((path, bytes) -> {
            try {
                var file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + path, e);
            }
        });
    }

    /// Files that are being taken in, within the limits.
    private static final class Reading {

        private final SortedMap<String, byte[]> files = new TreeMap<>();
        private final Map<String, String> paths = new HashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private long bytes;
        private long listBytes;

        void wrong(String path, String says) {
            problems.add(new Problem(path, 0, "", says));
        }

        boolean isFull() {
            return !problems.isEmpty();
        }

        void take(String path, InputStream in) throws IOException {
            var names = path.split("/", -1);
            if (names.length > DEPTH_MAX || !List.of(names).stream().allMatch(NAME.asMatchPredicate())) {
                wrong(
                        "",
                        "\"%s\" is no path of a configuration file"
                                .formatted(path.codePoints()
                                        .limit(100)
                                        .map(character -> Character.isISOControl(character) ? '?' : character)
                                        .collect(
                                                StringBuilder::new,
                                                StringBuilder::appendCodePoint,
                                                StringBuilder::append)));
                return;
            }
            var isList = path.endsWith(LIST);
            var content = in.readNBytes((isList ? LIST_BYTES_MAX : FILE_BYTES_MAX) + 1);
            if (isList) {
                listBytes += content.length;
            } else {
                bytes += content.length;
            }
            if (listBytes > LIST_BYTES_MAX) {
                wrong(
                        path,
                        "is larger than %d MiB, with the other lists; put it into a table"
                                .formatted(LIST_BYTES_MAX >> 20));
            } else if (!isList && content.length > FILE_BYTES_MAX) {
                wrong(path, "is larger than %d KiB".formatted(FILE_BYTES_MAX >> 10));
            } else if (bytes > ALL_BYTES_MAX) {
                wrong("", "the files are larger than %d MiB together".formatted(ALL_BYTES_MAX >> 20));
            } else if (files.size() == FILES_MAX) {
                wrong("", "there are more than %d files".formatted(FILES_MAX));
            } else if (files.put(path, content) != null) {
                wrong(path, "is in the archive twice");
            } else {
                // On many machines they are one file, and another version.
                var twin = paths.put(path.toLowerCase(Locale.ROOT), path);
                if (twin != null) {
                    wrong(path, "differs from %s in nothing but capitals".formatted(twin));
                }
            }
        }

        /// Reads what is no part of the version.
        void pass(InputStream in) throws IOException {
            bytes += in.readNBytes(ALL_BYTES_MAX + 1).length;
            if (bytes > ALL_BYTES_MAX) {
                wrong("", "the files are larger than %d MiB together".formatted(ALL_BYTES_MAX >> 20));
            }
        }

        Parsed<ConfigurationFiles> done() {
            return problems.isEmpty()
                    ? new Parsed.Good<>(new ConfigurationFiles(unwrapped()))
                    : new Parsed.Bad<>(problems);
        }

        /// Without the folder that all files stand in, where city.yml stands in it.
        private SortedMap<String, byte[]> unwrapped() {
            if (files.isEmpty()) {
                return files;
            }
            var first = files.firstKey();
            var slash = first.indexOf('/');
            if (slash < 0 || !files.containsKey(first.substring(0, slash + 1) + "city.yml")) {
                return files;
            }
            var folder = first.substring(0, slash + 1);
            var inside = new TreeMap<String, byte[]>();
            files.forEach((path, content) ->
                    inside.put(path.startsWith(folder) ? path.substring(folder.length()) : path, content));
            return inside;
        }
    }
}
