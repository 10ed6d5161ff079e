package io.glassline.app.receipt;

import io.glassline.app.page.PageTexts;
import io.glassline.audit.CanonicalJson;
import io.glassline.log.TlogProof;
import io.glassline.log.VerifierKey;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Entry;
import io.glassline.receipt.ConversationReceipt.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What proves a receipt: for each entry its path to the root of one signed checkpoint.
///
/// @param byIndex proofs of entries that the checkpoint covers, by their index
record ReceiptProofs(ConversationReceipt receipt, Map<Long, TlogProof> byIndex, VerifierKey key) {

    /// The indexes of all entries that a receipt opens.
    static List<Long> indexes(ConversationReceipt receipt) {
        return receipt.lines().stream()
                .flatMap(line -> Stream.concat(line.entry().stream(), decision(line).stream()))
                .flatMap(entry -> entry.index().stream())
                .toList();
    }

    private static Optional<Entry> decision(Line line) {
        return line.decision().flatMap(ConversationReceipt.Decided::entry);
    }

    enum Standing {
        /// It can be checked.
        PROVABLE("provable"),
        /// No checkpoint covers it yet.
        WAITING("waiting"),
        /// What would open it was erased, or it is of a form that had nothing to open.
        ERASED("erased");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Standing standing(Line line) {
        var entry = line.entry();
        if (entry.filter(known -> known.sealed().isPresent() && known.words().isPresent())
                .isEmpty()) {
            return Standing.ERASED;
        }
        return entry.flatMap(this::proof).isPresent()
                        && decision(line).stream().allMatch(made -> proof(made).isPresent())
                ? Standing.PROVABLE
                : Standing.WAITING;
    }

    private Optional<TlogProof> proof(Entry entry) {
        return entry.index().flatMap(index -> Optional.ofNullable(byIndex.get(index)));
    }

    /// The note that all proofs lead to; empty where there are none.
    Optional<String> checkpoint() {
        return byIndex.values().stream()
                .findFirst()
                .map(proof -> new String(proof.checkpoint().bytes(), StandardCharsets.UTF_8));
    }

    /// All that the page's script needs, as JSON: it asks nobody for more.
    String data(PageTexts texts, String zone) {
        var messages = new ArrayList<Map<String, Object>>();
        for (var n = 0; n < receipt.lines().size(); n++) {
            var line = receipt.lines().get(n);
            var standing = standing(line);
            var message = new LinkedHashMap<String, Object>();
            message.put("n", n + 1);
            message.put("standing", standing.word);
            if (standing == Standing.PROVABLE) {
                message.put("entry", entry(line.entry().orElseThrow()));
                decision(line)
                        .filter(made -> made.sealed().isPresent())
                        .ifPresent(made -> message.put("decision", entry(made)));
            }
            messages.add(message);
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("vkey", key.toString());
        data.put("checkpoint", checkpoint().orElse(""));
        data.put("messages", messages);
        data.put("texts", texts.byKey());
        data.put("zone", zone);
        return new String(CanonicalJson.bytes(data), StandardCharsets.UTF_8);
    }

    private Map<String, Object> entry(Entry entry) {
        var proof = proof(entry).orElseThrow();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("index", Long.toString(proof.index()));
        fields.put("path", proof.path().stream().map(hash -> hash.base64()).toList());
        fields.put("leaf", text(entry.leaf()));
        entry.sealed().ifPresent(part -> {
            fields.put("salt", base64(part.salt()));
            fields.put("sealed", text(part.bytes()));
        });
        entry.words().ifPresent(words -> {
            fields.put("wordsSalt", base64(words.salt()));
            fields.put("words", text(words.bytes()));
        });
        return fields;
    }

    /// The `.tlog-proof` file of a message, whose `extra` is the leaf and its opening as `docs/record` writes them;
    /// empty where nothing can be proved, or not yet.
    Optional<byte[]> file(Line line) {
        return line.entry().filter(_ -> standing(line) == Standing.PROVABLE).map(entry -> {
            var proof = proof(entry).orElseThrow();
            return new TlogProof(Optional.of(OpenedEntry.of(entry)), proof.index(), proof.path(), proof.checkpoint())
                    .bytes();
        });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
