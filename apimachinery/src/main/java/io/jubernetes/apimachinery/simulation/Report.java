package io.jubernetes.apimachinery.simulation;

import java.util.List;

/** What tasks are doing, for people. */
final class Report {

    private static final int TASKS = 60;
    private static final int FRAMES = 12;

    private Report() {}

    static String of(List<SimulatedTask> tasks) {
        StringBuilder text = new StringBuilder();
        for (SimulatedTask task : tasks.subList(0, Math.min(TASKS, tasks.size()))) {
            text.append("  #").append(task.id()).append(' ').append(task.name());
            text.append(" (").append(task.thread().getState()).append(")\n");
            describe(task.thread().getStackTrace(), text);
        }
        if (tasks.size() > TASKS) {
            text.append("  … and ").append(tasks.size() - TASKS).append(" more\n");
        }
        return text.toString();
    }

    private static void describe(StackTraceElement[] frames, StringBuilder text) {
        int shown = 0;
        for (StackTraceElement frame : frames) {
            if (shown < FRAMES && !frame.getClassName().startsWith("java.lang.")) {
                text.append("      at ").append(frame).append('\n');
                shown++;
            }
        }
    }
}
