package io.jubernetes.scheduler.framework;

/** Where plugins take part, in the order of a pod's way. The names are those of a configuration file. */
public enum ExtensionPoint {
    PRE_ENQUEUE("preEnqueue", PreEnqueuePlugin.class),
    QUEUE_SORT("queueSort", QueueSortPlugin.class),
    /** The part of a filter that looks at the pod alone; see {@link FilterPlugin#prepare}. */
    PRE_FILTER("preFilter", FilterPlugin.class),
    FILTER("filter", FilterPlugin.class),
    POST_FILTER("postFilter", PostFilterPlugin.class),
    /** The part of a scorer that looks at all possible nodes; see {@link ScorePlugin#prepare}. */
    PRE_SCORE("preScore", ScorePlugin.class),
    SCORE("score", ScorePlugin.class),
    RESERVE("reserve", ReservePlugin.class),
    PERMIT("permit", PermitPlugin.class),
    PRE_BIND("preBind", PreBindPlugin.class),
    BIND("bind", BindPlugin.class),
    POST_BIND("postBind", PostBindPlugin.class);

    private final String field;
    private final Class<? extends Plugin> type;

    ExtensionPoint(String field, Class<? extends Plugin> type) {
        this.field = field;
        this.type = type;
    }

    public String field() {
        return field;
    }

    /** Whether the plugin has something to do there. */
    public boolean takes(Plugin plugin) {
        return type.isInstance(plugin);
    }
}
