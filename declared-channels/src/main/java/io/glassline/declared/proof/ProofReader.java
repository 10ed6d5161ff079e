package io.glassline.declared.proof;

import io.glassline.declared.proof.SignatureProof.Encoding;
import io.glassline.declared.proof.SignatureProof.KeyForm;
import io.glassline.declared.proof.SignatureProof.Window;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the proofs of a channel file: all of those listed must hold.
public final class ProofReader {

    private static final List<String> KINDS = List.of("hmac", "signature", "shared", "basic", "jwt", "from-addresses");

    private static final Map<String, String> HMACS = Map.of(
            "sha1", "HmacSHA1",
            "sha256", "HmacSHA256",
            "sha512", "HmacSHA512",
            "md5-with-secret", Digests.MD5_WITH_SECRET);

    private static final int WITHIN_SECONDS_MAX = 86_400;
    private static final int TOKEN_WITHIN_SECONDS = 300;

    private final Set<String> secrets;

    /// @param secrets the names of the secrets that an account of this channel has
    public ProofReader(Set<String> secrets) {
        this.secrets = Set.copyOf(secrets);
    }

    /// @return at least one, or none where the file is wrong
    public List<CallProof> read(YamlBlock endpoint, String key) {
        var proofs = new ArrayList<CallProof>();
        for (var block : endpoint.blocks(key)) {
            read(block).ifPresent(proofs::add);
        }
        if (proofs.isEmpty() && endpoint.optionalBlocks(key).isEmpty() && endpoint.has(key)) {
            endpoint.wrong(key, "there must be a proof here: a channel takes no call from just anyone");
        }
        return proofs;
    }

    /// One proof: of a call, or of a request of ours.
    public Optional<CallProof> read(YamlBlock block) {
        var kinds = KINDS.stream().filter(block::has).toList();
        if (kinds.size() != 1) {
            block.wrong("a proof is one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        var proof = proof(kinds.getFirst(), block);
        block.end();
        return proof;
    }

    private Optional<CallProof> proof(String kind, YamlBlock block) {
        return switch (kind) {
            case "hmac" -> signature(block, hmacs(block));
            case "signature" -> signature(block, signatures(block));
            case "shared" -> {
                var names = secrets(block, "shared");
                var spot = spot(block, "in");
                yield names.isEmpty() || spot.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SharedProof(names, spot.get()));
            }
            case "basic" ->
                Optional.of(secrets(block, "basic"))
                        .filter(names -> !names.isEmpty())
                        .map(BasicProof::new);
            case "jwt" -> jwt(block);
            default -> fromAddresses(block);
        };
    }

    private static List<SignatureAlgorithm> hmacs(YamlBlock block) {
        var algorithms = new ArrayList<SignatureAlgorithm>();
        for (var value : block.oneOrMore("hmac")) {
            var known = HMACS.get(YamlBlock.oneOf(value, HMACS.keySet(), "a hash"));
            if (known != null) {
                algorithms.add(new SignatureAlgorithm.Keyed(known));
            }
        }
        return algorithms;
    }

    private static List<SignatureAlgorithm> signatures(YamlBlock block) {
        return block.oneOf("signature", List.of("ed25519"), "a signature's algorithm")
                .<List<SignatureAlgorithm>>map(_ -> List.of(new SignatureAlgorithm.Ed25519()))
                .orElse(List.of());
    }

    private Optional<CallProof> signature(YamlBlock block, List<SignatureAlgorithm> algorithms) {
        var names = secrets(block, "secret");
        var spots = spots(block);
        var encoding = word(block, "encoding", Encoding.values());
        var keyForm = block.has("key") ? word(block, "key", KeyForm.values()) : Optional.of(KeyForm.TEXT);
        var prefix = block.optional("prefix").map(YamlValue::text).orElse("");
        var between = block.optional("several").map(YamlValue::text).filter(text -> !text.isEmpty());
        var window = window(block);
        var over = new ArrayList<SignedPart>();
        for (var part : block.list("over")) {
            signedPart(part, spots.stream().findFirst()).ifPresent(over::add);
        }
        if (algorithms.isEmpty()
                || names.isEmpty()
                || spots.isEmpty()
                || encoding.isEmpty()
                || keyForm.isEmpty()
                || over.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SignatureProof(
                algorithms, over, names, keyForm.get(), encoding.get(), spots, prefix, between, window));
    }

    private static Optional<Window> window(YamlBlock block) {
        if (!block.has("timestamp") && !block.has("within-seconds")) {
            return Optional.empty();
        }
        var timestamp = spot(block, "timestamp");
        var within = block.number("within-seconds", 1, WITHIN_SECONDS_MAX);
        return timestamp.isEmpty() || within.isEmpty()
                ? Optional.empty()
                : Optional.of(new Window(timestamp.get(), Duration.ofSeconds(within.get())));
    }

    private static Optional<SignedPart> signedPart(YamlValue value, Optional<Spot> signature) {
        var text = value.text();
        if (text.startsWith("header:")) {
            return Optional.of(
                    new SignedPart.Header(text.substring("header:".length()).toLowerCase(Locale.ROOT)));
        }
        if (text.startsWith("text:")) {
            return Optional.of(new SignedPart.Words(text.substring("text:".length())));
        }
        return switch (text) {
            case "body" -> Optional.of(new SignedPart.Body());
            case "body-sha256" -> Optional.of(new SignedPart.BodySha256());
            case "url" -> Optional.of(new SignedPart.Url(true));
            case "url-without-query" -> Optional.of(new SignedPart.Url(false));
            case "method" -> Optional.of(new SignedPart.Method());
            case "sorted-fields" -> Optional.of(new SignedPart.SortedFields());
            case "sorted-pairs" -> signature.map(SignedPart.SortedPairs::new);
            case "plivo-url" -> Optional.of(new SignedPart.PlivoUrl());
            default -> {
                value.wrong("\"%s\" is nothing that is signed; %s Or write header:NAME or text:WORDS"
                        .formatted(text, Suggestion.of(text, SignedPart.WORDS)));
                yield Optional.empty();
            }
        };
    }

    private Optional<CallProof> jwt(YamlBlock block) {
        block.oneOf("jwt", List.of("hs256"), "a token's algorithm");
        var names = secrets(block, "secret");
        var bodyHash = block.optional("body-hash").map(YamlValue::text);
        var within = block.has("within-seconds")
                ? block.number("within-seconds", 1, WITHIN_SECONDS_MAX)
                : Optional.of(TOKEN_WITHIN_SECONDS);
        return names.isEmpty() || within.isEmpty()
                ? Optional.empty()
                : Optional.of(new JwtProof(names, bodyHash, Duration.ofSeconds(within.get())));
    }

    private static Optional<CallProof> fromAddresses(YamlBlock block) {
        var ranges = new ArrayList<AddressRange>();
        for (var value : block.list("from-addresses")) {
            AddressRange.of(value.text())
                    .ifPresentOrElse(
                            ranges::add,
                            () -> value.wrong("\"%s\" is no range of addresses, such as 198.51.100.0/24"
                                    .formatted(value.text())));
        }
        var header = spot(block, "in");
        header.filter(spot -> spot.where() != Spot.Where.HEADER)
                .ifPresent(_ -> block.wrong("in", "a caller's address stands in a header that your proxy sets"));
        return ranges.isEmpty() || header.isEmpty()
                ? Optional.empty()
                : Optional.of(new AddressProof(ranges, header.get().name()));
    }

    private List<String> secrets(YamlBlock block, String key) {
        var names = new ArrayList<String>();
        if (!block.has(key)) {
            block.wrong("\"%s\" is missing".formatted(key));
        }
        for (var value : block.oneOrMore(key)) {
            if (secrets.contains(value.text())) {
                names.add(value.text());
            } else {
                value.wrong("\"%s\" is no secret of this channel's accounts; %s"
                        .formatted(value.text(), Suggestion.of(value.text(), secrets)));
            }
        }
        return names;
    }

    /// A provider may sign in one of several places.
    private static List<Spot> spots(YamlBlock block) {
        return block.isList("in")
                ? block.optionalList("in").stream()
                        .flatMap(value -> spot(value).stream())
                        .toList()
                : spot(block, "in").stream().toList();
    }

    private static Optional<Spot> spot(YamlBlock block, String key) {
        return block.required(key).flatMap(ProofReader::spot);
    }

    private static Optional<Spot> spot(YamlValue value) {
        var colon = value.text().indexOf(':');
        var where = colon < 0 ? "" : value.text().substring(0, colon);
        var name = value.text().substring(colon + 1).strip();
        for (var one : Spot.Where.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(where) && !name.isEmpty()) {
                return Optional.of(new Spot(one, one == Spot.Where.HEADER ? name.toLowerCase(Locale.ROOT) : name));
            }
        }
        value.wrong(
                "\"%s\" is no place in a call; write header:NAME, query:NAME or field:NAME".formatted(value.text()));
        return Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> word(YamlBlock block, String key, E[] values) {
        var words = java.util.Arrays.stream(values)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        return block.oneOf(key, words, "one of these").filter(words::contains).map(word -> values[words.indexOf(word)]);
    }
}
