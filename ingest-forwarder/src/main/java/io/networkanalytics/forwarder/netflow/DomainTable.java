package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.sflow.AddressText;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The observation domains of one input, and what they defined, shared by its receiving threads.
 * Bounded: what was silent for longest is forgotten first. A forgotten template comes again, since
 * exporters repeat them.
 *
 * <p>A domain belongs to an address and a port (RFC 7011, 8): several programs on one host use the
 * same numbers for different templates.
 */
public final class DomainTable {

    static final int MAX_DOMAINS = 4096;

    /** Fields of all templates; each takes about ten bytes. */
    static final int MAX_TEMPLATE_FIELDS = 2_000_000;

    /** What a template costs beside its fields. */
    private static final int TEMPLATE_FIELDS = 16;

    static final int MAX_SAMPLERS = 100_000;

    private final InputSettings input;
    private final Exporters exporters;
    private final BoundedTable<Key, Domain> domains;
    private final BoundedTable<Key, Domain> newest;
    private final BoundedTable<TemplateKey, Template> templates;
    private final Samplers samplers;
    private final HeldSets held;
    private final ConfiguredIntervals intervals;

    /**
     * @param input the input that this belongs to
     * @param exporters where exporters get their sequence
     * @param intervals of exporters that do not say theirs
     * @param bounds of data that waits for its template
     * @param metrics counts evictions
     */
    public DomainTable(
            InputSettings input,
            Exporters exporters,
            ConfiguredIntervals intervals,
            HeldBounds bounds,
            ForwarderMetrics metrics) {
        this.input = input;
        this.exporters = exporters;
        this.intervals = intervals;
        this.domains =
                new BoundedTable<>(MAX_DOMAINS, d -> 1, metrics.evictions("netflow_domains"));
        // Follows the other and says nothing by its evictions.
        this.newest =
                new BoundedTable<>(
                        MAX_DOMAINS, d -> 1, metrics.evictions("netflow_domain_addresses"));
        this.templates =
                new BoundedTable<>(
                        MAX_TEMPLATE_FIELDS,
                        template -> template.fieldCount() + TEMPLATE_FIELDS,
                        metrics.evictions("netflow_templates"));
        this.samplers =
                new Samplers(
                        new BoundedTable<>(
                                MAX_SAMPLERS, s -> 1, metrics.evictions("netflow_samplers")));
        this.held = new HeldSets(bounds, metrics, input.name());
    }

    /**
     * The domain of a datagram.
     *
     * @param defines whether the datagram has templates
     * @param sequence of the datagram. An exporter that changed its port (a restart of the sender's
     *     socket, a translated address) is recognised by going on with its numbers without
     *     templates
     */
    synchronized Domain domain(
            InetSocketAddress sender, int version, int id, boolean defines, int sequence) {
        Key key = new Key(sender.getAddress(), sender.getPort(), version, id);
        Domain domain = domains.get(key);
        if (domain != null) {
            return domain;
        }
        Key ofAddress = new Key(sender.getAddress(), 0, version, id);
        Domain sibling = newest.get(ofAddress);
        if (!defines && sibling != null && sibling.sequence().continuesWith(sequence)) {
            domain = sibling;
        } else {
            domain =
                    new Domain(
                            exporter(sender.getAddress()),
                            version == NetflowDecoder.V9
                                    ? SequenceTracker.Unit.DATAGRAMS
                                    : SequenceTracker.Unit.RECORDS_BEFORE);
            newest.put(ofAddress, domain);
        }
        domains.put(key, domain);
        return domain;
    }

    /** Of a datagram that is of no domain: the sender stands for it. */
    Exporter exporter(InetAddress sender) {
        return exporters.of(input, AddressText.of(sender));
    }

    Template template(Domain domain, int id) {
        return templates.get(new TemplateKey(domain, id));
    }

    /**
     * Defines a template, anew or differently.
     *
     * @return false if it was known and is the same
     */
    boolean define(Domain domain, Template template) {
        TemplateKey key = new TemplateKey(domain, template.id());
        Template known = templates.get(key);
        if (known != null && known.sameAs(template)) {
            return false;
        }
        templates.put(key, template);
        return true;
    }

    void withdraw(Domain domain, int id) {
        templates.remove(new TemplateKey(domain, id));
    }

    /** All templates, or all options templates, of a domain. */
    void withdrawAll(Domain domain, boolean options) {
        templates.removeIf(
                (key, template) -> key.domain() == domain && template.options() == options);
    }

    Samplers samplers() {
        return samplers;
    }

    HeldSets held() {
        return held;
    }

    /** Interval of an exporter that does not say its own; 0 if none is configured either. */
    int configuredInterval(Domain domain) {
        return intervals.of(domain.exporter().id());
    }

    private record Key(InetAddress sender, int port, int version, int id) {}

    private record TemplateKey(Domain domain, int id) {}
}
