package io.glassline.offer;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Samples;
import java.util.ArrayList;
import java.util.List;

class InMemoryAttendanceTest extends AttendanceContract {

    private final List<AuditEntry> entries = new ArrayList<>();
    private final Attendance attendance = new InMemoryAttendance(Samples.AUDIT, entries::add);

    @Override
    protected Attendance attendance() {
        return attendance;
    }

    @Override
    protected List<String> kinds() {
        return entries.stream().map(AuditEntry::kind).toList();
    }
}
