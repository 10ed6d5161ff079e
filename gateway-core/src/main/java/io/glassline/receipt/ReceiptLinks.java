package io.glassline.receipt;

import java.util.function.Supplier;

/// Draws links to receipts. A link is worth something only once it was committed with the message that carries it, so
/// one that is drawn and not used is nothing.
public final class ReceiptLinks {

    private final Supplier<byte[]> chance;
    private final String base;

    /// @param chance gives [ReceiptToken#BYTES] fresh bytes each time, from a secure source
    /// @param base the address below which the world finds receipts, such as `https://city.example/receipt`
    public ReceiptLinks(Supplier<byte[]> chance, String base) {
        this.chance = chance;
        this.base = base;
    }

    public Drawn draw() {
        var token = ReceiptToken.of(chance.get());
        return new Drawn(token, base + "/" + token.text());
    }

    /// @param url as it is written to the citizen
    public record Drawn(ReceiptToken token, String url) {

        @Override
        public String toString() {
            return "Drawn[•••]";
        }
    }
}
