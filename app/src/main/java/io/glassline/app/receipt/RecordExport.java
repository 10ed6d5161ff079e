package io.glassline.app.receipt;

import io.glassline.app.api.CitizenExports;
import io.glassline.audit.Actor;
import io.glassline.message.Address;
import io.glassline.privacy.CitizenRecord;
import io.glassline.privacy.CitizenRecords;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Line;
import io.glassline.storage.log.LogFiles;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// One citizen's record as data: each message with when it came, who wrote it, which rule decided, and its proof.
public final class RecordExport implements CitizenExports {

    private final CitizenRecords records;
    private final LogFiles log;

    public RecordExport(CitizenRecords records, LogFiles log) {
        this.records = records;
        this.log = log;
    }

    @Override
    public Map<String, Object> of(Address address, Actor by, Instant now) {
        var record = records.export(address, by, now);
        var data = new LinkedHashMap<String, Object>();
        data.put("channel", address.channel().name());
        data.put("address", address.value());
        data.put("exportedAt", now.toString());
        data.put("logKey", log.key().toString());
        data.put(
                "conversations",
                record.conversations().stream().map(this::conversation).toList());
        data.put(
                "consents",
                record.consents().stream().map(RecordExport::consent).toList());
        data.put(
                "requests",
                record.requests().stream().map(RecordExport::request).toList());
        return data;
    }

    private Map<String, Object> conversation(ConversationReceipt of) {
        var proofs = new ReceiptProofs(of, log.proofs(ReceiptProofs.indexes(of)), log.key());
        var messages = new ArrayList<Map<String, Object>>();
        for (var line : of.lines()) {
            messages.add(message(line, proofs));
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("id", of.conversation().id().toString());
        data.put("account", of.conversation().lane().accountId());
        data.put("openedAt", of.conversation().openedAt().toString());
        data.put("state", of.conversation().stage().state());
        data.put("messages", messages);
        return data;
    }

    private static Map<String, Object> message(Line line, ReceiptProofs proofs) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", line.message().toString());
        data.put("at", line.at().toString());
        data.put("by", line.author().role());
        data.put("standing", proofs.standing(line).word());
        line.said().ifPresent(said -> data.put("said", said));
        line.decision().map(made -> made.decision().because()).ifPresent(because -> {
            data.put("rule", because.rule());
            data.put("because", because.words());
        });
        proofs.file(line).ifPresent(file -> data.put("proof", new String(file, StandardCharsets.UTF_8)));
        return data;
    }

    private static Map<String, Object> consent(CitizenRecord.Consented one) {
        return Map.of(
                "account", one.account(),
                "programme", one.programme(),
                "standing", one.standing(),
                "how", one.how(),
                "words", one.words(),
                "at", one.at().toString());
    }

    private static Map<String, Object> request(CitizenRecord.Asked one) {
        return Map.of(
                "service", one.service(),
                "given", one.given(),
                "phase", one.phase(),
                "number", one.number(),
                "status", one.status(),
                "at", one.at().toString());
    }
}
