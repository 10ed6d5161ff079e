package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Inbound;
import io.glassline.conversation.Samples;
import io.glassline.media.Attachments;
import io.glassline.media.AttachmentsContract;
import io.glassline.message.Message;
import io.glassline.storage.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgAttachmentsTest extends AttachmentsContract {

    private static Database database;
    private static PgInboundLog inbound;

    @BeforeAll
    static void open() {
        database = TestServers.newDatabase();
        inbound = TestServers.inboundLog(database);
    }

    @AfterAll
    static void close() {
        inbound.close();
        database.close();
    }

    @Override
    protected Attachments attachments() {
        return new PgAttachments(database);
    }

    @Override
    protected void arrives(Inbound message) {
        inbound.accept(Samples.arrival(message)).join();
    }

    @Override
    protected void wordsErased(Message.Id message) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update audit_entry set words_salt = null where id = (select entry_id from inbound where id ="
                                + " ?)",
                        message.value()));
    }

    @Test
    void theCallOfAMessageIsFound() {
        var lane = Samples.lane();
        var message = Samples.inbound(lane, "m1", "hello");
        arrives(message);
        arrives(Samples.inbound(lane, "m2", "another"));

        var calls = new PgReceivedCalls(database);
        assertThat(calls.callOf(message.id()))
                .hasValueSatisfying(call -> assertThat(call)
                        .usingRecursiveComparison()
                        .isEqualTo(Samples.arrival(message).call()));
        assertThat(calls.callOf(new Message.Id(UUID.randomUUID()))).isEmpty();
    }
}
