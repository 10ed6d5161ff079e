package io.glassline.app.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/// How near memory is to its end: the heap by what its last collections left, for what is used between
/// them says little; what lies outside the heap by what is used now.
public final class MemoryPressure implements MeterBinder {

    /// From this share on, memory is short.
    static final double SHORT = 0.85;

    /// From this share on, requests are about to fail.
    static final double OUT = 0.95;

    /// A heap that was short is measured again, for the next collection of its own may be hours away.
    private static final Duration COLLECT_EVERY = Duration.ofMinutes(1);

    private static final List<MemoryPoolMXBean> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private static final List<BufferPoolMXBean> BUFFER_POOLS =
            ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals("direct"))
                    .toList();

    private final DoubleSupplier heap;
    private final DoubleSupplier direct;
    private final Runnable collect;
    private long collectedAtNanos = System.nanoTime() - COLLECT_EVERY.toNanos();

    public MemoryPressure() {
        this(MemoryPressure::heapShare, MemoryPressure::directShare, System::gc);
    }

    /// @param heap the share of the heap that lives.
    /// @param direct the share of the memory for buffers outside the heap that is used.
    /// @param collect makes the heap's share true again.
    MemoryPressure(DoubleSupplier heap, DoubleSupplier direct, Runnable collect) {
        this.heap = heap;
        this.direct = direct;
        this.collect = collect;
    }

    public enum State {
        UP,
        SHORT,
        OUT
    }

    public synchronized State state() {
        if (heap.getAsDouble() >= SHORT && System.nanoTime() - collectedAtNanos >= COLLECT_EVERY.toNanos()) {
            collectedAtNanos = System.nanoTime();
            collect.run();
        }
        var share = Math.max(heap.getAsDouble(), direct.getAsDouble());
        return share >= OUT ? State.OUT : share >= SHORT ? State.SHORT : State.UP;
    }

    private static double heapShare() {
        var living = 0L;
        for (var pool : HEAP_POOLS) {
            var afterCollection = pool.getCollectionUsage();
            living += afterCollection == null ? 0 : afterCollection.getUsed();
        }
        return (double) living / Runtime.getRuntime().maxMemory();
    }

    /// Netty's buffers, which the JVM does not count when Netty frees them itself, or the JVM's.
    private static double directShare() {
        var used = Math.max(
                PlatformDependent.usedDirectMemory(),
                BUFFER_POOLS.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
        return (double) used / PlatformDependent.maxDirectMemory();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("glassline_memory_share", heap, DoubleSupplier::getAsDouble)
                .description("of what may be used, how much is: of the heap after collections, of direct memory now")
                .tag("memory", "heap")
                .register(meters);
        Gauge.builder("glassline_memory_share", direct, DoubleSupplier::getAsDouble)
                .description("of what may be used, how much is: of the heap after collections, of direct memory now")
                .tag("memory", "direct")
                .register(meters);
    }
}
