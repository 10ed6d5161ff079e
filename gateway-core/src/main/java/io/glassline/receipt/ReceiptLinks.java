package io.glassline.receipt;

import io.glassline.routing.FreshLinks;
import java.util.function.Supplier;

/// Draws links to receipts. A link is worth something only once it was committed with the message that carries it, so
/// one that is drawn and not used is nothing.
public final class ReceiptLinks {

    private final Supplier<byte[]> chance;
    private final String base;

    /// @param chance gives [ReceiptToken#BYTES] fresh bytes each time, from a secure source
    /// @param base the address below which the world finds the city's pages, such as `https://city.example`
    public ReceiptLinks(Supplier<byte[]> chance, String base) {
        this.chance = chance;
        this.base = base;
    }

    public Drawn draw() {
        var token = ReceiptToken.of(chance.get());
        var links = new FreshLinks(
                base + "/receipt/" + token.text(), base + "/record/" + token.text(), RecordCode.of(chance.get()));
        return new Drawn(token, links);
    }

    /// @param links as they are written to the citizen; one of them at most
    public record Drawn(ReceiptToken token, FreshLinks links) {

        @Override
        public String toString() {
            return "Drawn[•••]";
        }
    }
}
