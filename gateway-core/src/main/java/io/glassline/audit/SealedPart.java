package io.glassline.audit;

import io.glassline.audit.AuditField.Type;
import io.glassline.conversation.Conversation;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The facts that a leaf's commitment covers, being gathered.
public final class SealedPart {

    private final Map<String, Object> values = new HashMap<>();
    private final Set<AuditField> present = EnumSet.noneOf(AuditField.class);

    public SealedPart with(AuditField field, String text) {
        return put(field, text, field.type() != Type.NUMBER && field.type() != Type.ID);
    }

    public SealedPart with(AuditField field, UUID id) {
        return put(field, id.toString(), field.type() == Type.ID);
    }

    public SealedPart with(AuditField field, long number) {
        return put(field, number, field.type() == Type.NUMBER && number >= 0);
    }

    public SealedPart with(AuditField field, Optional<String> text) {
        return text.map(there -> with(field, there)).orElse(this);
    }

    /// Who did it, how, from where and on whose behalf.
    public SealedPart with(Actor by) {
        return with(AuditField.WHO, by.who())
                .with(AuditField.HOW, by.how().word())
                .with(AuditField.FROM, by.from())
                .with(AuditField.ON_BEHALF_OF, by.onBehalfOf());
    }

    /// The conversation's pseudonym, and its account.
    public SealedPart with(Conversation conversation) {
        return with(AuditField.CONVERSATION, conversation.pseudonym())
                .with(AuditField.ACCOUNT, conversation.lane().accountId());
    }

    private SealedPart put(AuditField field, Object value, boolean fits) {
        if (!fits || values.put(field.word(), value) != null) {
            throw new IllegalArgumentException(
                    "field " + field.word() + " is a " + field.type() + ", once; not " + value);
        }
        present.add(field);
        return this;
    }

    /// Canonical JSON.
    ///
    /// @throws IllegalStateException when it is not what the published schema says of the kind.
    byte[] bytes(AuditKind kind) {
        kind.check(present);
        return CanonicalJson.bytes(values);
    }
}
