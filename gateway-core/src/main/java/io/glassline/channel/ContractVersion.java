package io.glassline.channel;

/// The version of the contract between the gateway and the adapters that come as jars of their own.
///
/// It is this package, `io.glassline.message` and what stands directly in `io.glassline.channels`. A jar names the
/// version it was built for in its manifest, as [#ATTRIBUTE]; one of another version is not loaded.
public final class ContractVersion {

    public static final int NOW = 1;

    /// The attribute of a jar's manifest.
    public static final String ATTRIBUTE = "Glassline-Contract";

    private ContractVersion() {}
}
