package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// [bge-small-en-v1.5](https://huggingface.co/BAAI/bge-small-en-v1.5), quantised to eight bits, in this process.
///
/// The model file and its tokenizer are data of a langchain4j artifact whose own class is tied to an old release of
/// the library; they are opened here by name and run by the current one.
final class BgeSmall implements Embedder {

    static final String VERSION = "bge-small-en-v1.5-q";

    private static final String MODEL = "bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "bge-small-en-v1.5-q-tokenizer.json";

    /// A whole word in the tokenizer's vocabulary. Pieces of words start with `##` and are not wanted.
    private static final Pattern WHOLE_WORD = Pattern.compile("\"([a-z]{2,})\":\\s*\\d+");

    static final Embedder ONCE = new BgeSmall();

    private static final int DIMENSIONS = 384;

    private BgeSmall() {}

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public float[] embed(String text) {
        return Loaded.MODEL.embed(text).content().vector();
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public Set<String> words() {
        try {
            return wordsOf(TOKENIZER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One thread to a text: several residents at once use several processors, and nobody's idle thread spins.
    private static OnnxBertBiEncoder encoder() throws IOException, OrtException {
        try (var memory = Arena.ofConfined();
                var tokenizer = open(TOKENIZER);
                var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setCPUArenaAllocator(false); // it keeps what the largest text took, and gains no time
            var environment = OrtEnvironment.getEnvironment();
            stayToTheEnd();
            var session = environment.createSession(whole(MODEL, memory), options);
            // BGE is trained to put a sentence's meaning into its first token, hence CLS pooling and not the mean.
            return new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS);
        }
    }

    /// The runtime frees itself in a shutdown hook of its own, while a gateway that ends still answers what it has
    /// taken, and the whole process crashes with it. It counts its users and has no other way to be told: so we are
    /// one more, who never leaves.
    private static void stayToTheEnd() {
        try {
            var api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            var use = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            use.setAccessible(true);
            use.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "glassline");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("onnxruntime is not the version this was written for", e);
        }
    }

    private static Set<String> wordsOf(String tokenizer) throws IOException {
        try (var in = open(tokenizer)) {
            var json = new String(in.readAllBytes(), UTF_8);
            return WHOLE_WORD
                    .matcher(json)
                    .results()
                    .map(word -> word.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /// A file outside the heap, which would otherwise grow for good by twice what is needed once.
    private static ByteBuffer whole(String name, Arena memory) throws IOException {
        var file = BgeSmall.class.getResource("/" + name);
        if (file == null) {
            throw missing(name);
        }
        var connection = file.openConnection();
        var bytes = memory.allocate(connection.getContentLengthLong()).asByteBuffer();
        try (var in = Channels.newChannel(connection.getInputStream())) {
            while (bytes.hasRemaining()) {
                if (in.read(bytes) < 0) {
                    throw new EOFException(name + " ends after " + bytes.position() + " bytes");
                }
            }
        }
        return bytes.flip();
    }

    private static InputStream open(String name) throws IOException {
        var in = BgeSmall.class.getResourceAsStream("/" + name);
        if (in == null) {
            throw missing(name);
        }
        return in;
    }

    private static FileNotFoundException missing(String name) {
        return new FileNotFoundException(name + " is not on the class path");
    }

    private static final class Model extends AbstractInProcessEmbeddingModel {

        private final OnnxBertBiEncoder encoder;

        Model(OnnxBertBiEncoder encoder) {
            super(Runnable::run);
            this.encoder = encoder;
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }

    private static Model load() {
        try {
            return new Model(encoder());
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    """
                    The language model %s cannot run on this machine. It needs the native libraries of onnxruntime and \
                    of the DJL tokenizers for %s %s, a writable temporary folder and home folder to unpack them to, \
                    and the JVM option --enable-native-access=ALL-UNNAMED. The cause below names the one that is missing.\
                    """.formatted(MODEL, System.getProperty("os.name"), System.getProperty("os.arch")), e);
        }
    }

    private static final class Loaded {

        static final Model MODEL = load();

        private Loaded() {}
    }
}
