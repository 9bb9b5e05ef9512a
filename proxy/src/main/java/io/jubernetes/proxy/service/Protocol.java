package io.jubernetes.proxy.service;

/** The protocols a Service port can have. */
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
