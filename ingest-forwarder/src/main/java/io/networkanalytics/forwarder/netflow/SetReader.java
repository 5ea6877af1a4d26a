package io.networkanalytics.forwarder.netflow;

import static io.networkanalytics.forwarder.netflow.NetflowDecoder.IPFIX;

import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.netflow.SequenceTracker.Records;
import java.util.Arrays;

/**
 * Reads the sets of NetFlow version 9 and IPFIX messages: templates are kept, data is decoded by
 * them, data without a template is held. A set that cannot be read costs itself alone, since its
 * length is known.
 */
final class SetReader {

    static final int SET_HEADER_BYTES = 4;

    private static final int V9_TEMPLATES = 0;
    private static final int V9_OPTIONS_TEMPLATES = 1;
    private static final int IPFIX_TEMPLATES = 2;
    private static final int IPFIX_OPTIONS_TEMPLATES = 3;

    /** Of a template record; less is padding. */
    private static final int MIN_TEMPLATE_BYTES = 4;

    private static final int MIN_OPTIONS_TEMPLATE_BYTES = 6;

    private final DomainTable domains;
    private final RecordHandler records;
    private final SampleSink sink;
    private final ByteCursor set = new ByteCursor();
    private final FlowFields fields = new FlowFields();
    private boolean dataIsOptions;
    private final Faults heldFaults = new Faults();

    SetReader(DomainTable domains, RecordHandler records, SampleSink sink) {
        this.domains = domains;
        this.records = records;
        this.sink = sink;
    }

    /** Whether a set of that id has templates. */
    static boolean definesTemplates(int version, int setId) {
        return version == IPFIX
                ? setId == IPFIX_TEMPLATES || setId == IPFIX_OPTIONS_TEMPLATES
                : setId == V9_TEMPLATES || setId == V9_OPTIONS_TEMPLATES;
    }

    /**
     * Reads all sets of a message.
     *
     * @return data records in it; not known if some were held
     */
    Records read(Domain domain, MessageHeader header, ByteCursor in, Faults faults)
            throws InterruptedException {
        int sum = 0;
        int flows = 0;
        boolean known = true;
        int number = 0;
        while (in.remaining() >= SET_HEADER_BYTES) {
            number++;
            try {
                int id = in.u16();
                int length = in.u16() - SET_HEADER_BYTES;
                if (length < 0 || length > in.remaining()) {
                    // Where the next set begins is not known.
                    faults.note(MalformedMessageException.BAD_LENGTH, "set", number);
                    return Records.NOT_KNOWN;
                }
                set.window(in.buffer(), in.skip(length), length);
                if (id >= TemplateReader.MIN_ID) {
                    int count = readData(domain, header, id, faults, number);
                    known &= count >= 0;
                    sum += Math.max(0, count);
                    flows += dataIsOptions ? 0 : Math.max(0, count);
                } else if (definesTemplates(header.version(), id)) {
                    readTemplates(domain, header.version(), id);
                } else {
                    domain.exporter().meters().skipped("reserved_set");
                }
            } catch (MalformedMessageException e) {
                faults.note(e, "set", number);
            }
        }
        if (in.remaining() > 0) {
            faults.note(MalformedMessageException.TRUNCATED, "set", number + 1);
        }
        return known ? new Records(sum, flows) : Records.NOT_KNOWN;
    }

    private void readTemplates(Domain domain, int version, int setId)
            throws MalformedMessageException, InterruptedException {
        while (set.remaining() >= MIN_TEMPLATE_BYTES) {
            Template template = version == IPFIX ? readIpfix(domain, setId) : readV9(setId);
            if (template != null && domains.define(domain, template)) {
                decodeHeld(domain, template);
            }
        }
    }

    /** Returns null for padding. */
    private Template readV9(int setId) throws MalformedMessageException {
        if (setId == V9_OPTIONS_TEMPLATES) {
            return set.remaining() < MIN_OPTIONS_TEMPLATE_BYTES || TemplateReader.isPadding(set)
                    ? skipPadding()
                    : TemplateReader.readV9Options(set);
        }
        return TemplateReader.isPadding(set) ? skipPadding() : TemplateReader.readV9(set);
    }

    private Template skipPadding() throws MalformedMessageException {
        set.skip(set.remaining());
        return null;
    }

    /** Returns null for padding and for a withdrawal (RFC 7011, 8.1): a template without fields. */
    private Template readIpfix(Domain domain, int setId) throws MalformedMessageException {
        int id = set.u16();
        int count = set.u16();
        boolean options = setId == IPFIX_OPTIONS_TEMPLATES;
        if (count == 0 && id == setId) {
            domains.withdrawAll(domain, options);
            domain.exporter().meters().skipped("template_withdrawal");
            return null;
        }
        if (id < TemplateReader.MIN_ID) {
            if (id == 0 && count == 0) {
                return skipPadding();
            }
            throw MalformedMessageException.BAD_TEMPLATE;
        }
        if (count == 0) {
            domains.withdraw(domain, id);
            domain.exporter().meters().skipped("template_withdrawal");
            return null;
        }
        return TemplateReader.readIpfix(id, count, options, set);
    }

    private int readData(Domain domain, MessageHeader header, int id, Faults faults, int number)
            throws InterruptedException {
        Template template = domains.template(domain, id);
        if (template == null) {
            domain.exporter().meters().held();
            domains.held()
                    .hold(
                            domain,
                            id,
                            header,
                            Arrays.copyOfRange(set.buffer(), set.position(), set.end()));
            return -1;
        }
        return decode(
                domain, header, template, set.buffer(), set.position(), set.end(), faults, number);
    }

    private int decode(
            Domain domain,
            MessageHeader header,
            Template template,
            byte[] buffer,
            int from,
            int end,
            Faults faults,
            int number)
            throws InterruptedException {
        int at = from;
        dataIsOptions = template.options();
        int count = 0;
        while (end - at >= template.minLength()) {
            try {
                at = template.read(buffer, at, end, fields);
                count++;
            } catch (MalformedMessageException e) {
                faults.note(e, "set", number);
                return count;
            }
            try {
                if (template.options()) {
                    records.options(domain, fields);
                } else {
                    records.flow(domain, header, fields);
                }
            } catch (MalformedMessageException e) {
                faults.note(e, "set", number);
            }
        }
        return count;
    }

    private void decodeHeld(Domain domain, Template template) throws InterruptedException {
        for (HeldSet held : domains.held().take(domain, template.id())) {
            byte[] bytes = held.bytes();
            heldFaults.begin();
            domain.exporter().meters().released();
            decode(domain, held.header(), template, bytes, 0, bytes.length, heldFaults, 1);
            if (heldFaults.first() != null) {
                reject(held, heldFaults.first().reason());
            }
        }
    }

    /** Gives up data whose template did not come. */
    void expireHeld(long nowNanos) throws InterruptedException {
        for (HeldSet held : domains.held().expire(nowNanos)) {
            reject(held, "template_missing");
        }
    }

    private void reject(HeldSet held, String reason) throws InterruptedException {
        sink.reject(
                held.domain().exporter(),
                new Rejection(
                        reason,
                        "data set of " + held.bytes().length + " bytes, held for its template",
                        "template " + held.templateId(),
                        held.header().receivedAtNanos(),
                        held.bytes(),
                        0,
                        held.bytes().length));
    }
}
