package io.networkanalytics.rules;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.rules.language.Address;
import io.networkanalytics.rules.language.AddressRange;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.language.Expression.AddressComparison;
import io.networkanalytics.rules.language.Expression.AddressIn;
import io.networkanalytics.rules.language.Expression.And;
import io.networkanalytics.rules.language.Expression.BitwiseAnd;
import io.networkanalytics.rules.language.Expression.Contains;
import io.networkanalytics.rules.language.Expression.Matches;
import io.networkanalytics.rules.language.Expression.Not;
import io.networkanalytics.rules.language.Expression.NumberComparison;
import io.networkanalytics.rules.language.Expression.NumberIn;
import io.networkanalytics.rules.language.Expression.Or;
import io.networkanalytics.rules.language.Expression.TextComparison;
import io.networkanalytics.rules.language.Expression.TextIn;
import io.networkanalytics.rules.language.Expression.Truth;
import io.networkanalytics.rules.language.Expression.Wildcard;
import io.networkanalytics.rules.language.Expression.Xor;
import io.networkanalytics.rules.language.Operand;
import io.networkanalytics.rules.language.Operand.BitSlice;
import io.networkanalytics.rules.language.Operand.FieldOperand;
import io.networkanalytics.rules.language.Relation;
import io.networkanalytics.rules.sample.Protocol;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The meaning of expressions written down a second time, as plainly as can be. */
final class NaiveEvaluator {

    private final AnnotatedSample annotated;
    private final PacketSample sample;
    private final boolean ip;
    private final boolean header;
    private final int protocol;

    NaiveEvaluator(AnnotatedSample annotated) {
        this.annotated = annotated;
        this.sample = annotated.sample();
        this.ip = !sample.getSourceAddress().isEmpty() || !sample.getDestinationAddress().isEmpty();
        this.header = ip && sample.getIpFragmentOffset() == 0;
        this.protocol = sample.getIpProtocol();
    }

    boolean holds(Expression e) {
        if (e instanceof And and) {
            return and.operands().stream().allMatch(this::holds);
        } else if (e instanceof Or or) {
            return or.operands().stream().anyMatch(this::holds);
        } else if (e instanceof Xor xor) {
            return xor.operands().stream().filter(this::holds).count() % 2 == 1;
        } else if (e instanceof Not not) {
            return !holds(not.operand());
        } else if (e instanceof Truth truth) {
            return truth(truth.field().title());
        } else if (e instanceof NumberComparison c) {
            return compare(number(c.operand()), c.relation(), c.value());
        } else if (e instanceof NumberIn c) {
            return number(c.operand())
                    .filter(n -> c.ranges().stream().anyMatch(r -> r.first() <= n && n <= r.last()))
                    .isPresent();
        } else if (e instanceof BitwiseAnd c) {
            return number(c.operand()).filter(n -> (n & c.mask()) != 0).isPresent();
        } else if (e instanceof AddressComparison c) {
            Optional<BigInteger> found =
                    address(c.field().title()).filter(a -> isV4(a) == c.value().isV4());
            return compare(found, c.relation(), value(c.value()));
        } else if (e instanceof AddressIn c) {
            return address(c.field().title())
                    .filter(a -> c.ranges().stream().anyMatch(range -> contains(range, a)))
                    .isPresent();
        }
        return text(e);
    }

    private boolean text(Expression e) {
        if (e instanceof TextComparison c) {
            Optional<String> found = text(c.field().title());
            return found.isEmpty()
                    ? c.relation() == Relation.NE
                    : c.relation()
                            .holds(
                                    Arrays.compareUnsigned(
                                            found.get().getBytes(StandardCharsets.UTF_8),
                                            c.value().getBytes(StandardCharsets.UTF_8)));
        } else if (e instanceof TextIn c) {
            return text(c.field().title()).filter(c.values()::contains).isPresent();
        } else if (e instanceof Contains c) {
            return text(c.field().title()).filter(t -> t.contains(c.part())).isPresent();
        } else if (e instanceof Matches c) {
            Pattern pattern = Pattern.compile(c.pattern());
            return text(c.field().title()).filter(t -> pattern.matcher(t).find()).isPresent();
        } else if (e instanceof Wildcard c) {
            String regex =
                    Pattern.quote(c.pattern().replace("\\\\", "\0"))
                            .replace("*", "\\E.*\\Q")
                            .replace("\0", "\\");
            int flags = Pattern.DOTALL | (c.strict() ? 0 : Pattern.CASE_INSENSITIVE);
            Pattern pattern = Pattern.compile(regex, flags);
            return text(c.field().title()).filter(t -> pattern.matcher(t).matches()).isPresent();
        }
        throw new IllegalArgumentException(e.toString());
    }

    private boolean truth(String field) {
        int flags = header && protocol == 6 ? sample.getTcpFlags() : 0;
        return switch (field) {
            case "tcp" -> ip && protocol == 6;
            case "udp" -> ip && protocol == 17;
            case "icmp" -> ip && (protocol == 1 || protocol == 58);
            case "gre" -> ip && protocol == 47;
            case "esp" -> ip && protocol == 50;
            case "ip.flags.mf" -> ip && sample.getIpMoreFragments();
            case "tcp.flags.fin" -> (flags & 1) != 0;
            case "tcp.flags.syn" -> (flags & 2) != 0;
            case "tcp.flags.reset" -> (flags & 4) != 0;
            case "tcp.flags.push" -> (flags & 8) != 0;
            case "tcp.flags.ack" -> (flags & 16) != 0;
            case "tcp.flags.urg" -> (flags & 32) != 0;
            case "tcp.flags.ecn" -> (flags & 64) != 0;
            case "tcp.flags.cwr" -> (flags & 128) != 0;
            default -> throw new IllegalArgumentException(field);
        };
    }

    private Optional<Long> number(Operand operand) {
        if (operand instanceof BitSlice slice) {
            return bits(slice);
        }
        String field = ((FieldOperand) operand).field().title();
        boolean icmp = protocol == 1 || protocol == 58;
        return switch (field) {
            case "ip.src.asnum" -> when(annotated.source().asn() != 0, annotated.source().asn());
            case "ip.dst.asnum" ->
                    when(annotated.destination().asn() != 0, annotated.destination().asn());
            case "ip.hdr_len" -> when(sample.getIpHeaderLength() != 0, sample.getIpHeaderLength());
            case "ip.len" -> when(sample.getIpTotalLength() != 0, sample.getIpTotalLength());
            case "ip.ttl" ->
                    when(
                            sample.getIpTtl() != 0 || sample.getIpHeaderLength() != 0,
                            sample.getIpTtl());
            case "ip.proto.num" -> when(ip, protocol);
            case "ip.frag_offset" -> when(ip, sample.getIpFragmentOffset());
            case "gre.proto" ->
                    when(
                            header && protocol == 47 && sample.getGreEthertype() != 0,
                            sample.getGreEthertype());
            case "ip.opt.type" ->
                    sample.getIpv4Options().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    Long.parseLong(sample.getIpv4Options().split(",", -1)[0]));
            case "tcp.srcport" -> when(header && protocol == 6, sample.getSourcePort());
            case "tcp.dstport" -> when(header && protocol == 6, sample.getDestinationPort());
            case "tcp.flags" ->
                    when(
                            header
                                    && protocol == 6
                                    && sample.getTcpFlags() + sample.getTcpDataOffset() != 0,
                            sample.getTcpFlags());
            case "udp.srcport" -> when(header && protocol == 17, sample.getSourcePort());
            case "udp.dstport" -> when(header && protocol == 17, sample.getDestinationPort());
            case "icmp.type" -> when(header && icmp, sample.getIcmpType());
            case "icmp.code" -> when(header && icmp, sample.getIcmpCode());
            default -> throw new IllegalArgumentException(field);
        };
    }

    private Optional<Long> bits(BitSlice slice) {
        boolean there =
                switch (slice.header()) {
                    case IP -> ip;
                    case TCP -> header && protocol == 6;
                    case UDP -> header && protocol == 17;
                    case ICMP -> header && (protocol == 1 || protocol == 58);
                    case GRE -> header && protocol == 47;
                    case ESP -> header && protocol == 50;
                };
        boolean whole = !sample.getHeaderBytes().isEmpty();
        int payload =
                switch (slice.header()) {
                    case TCP -> sample.getTcpDataOffset();
                    case UDP, ICMP -> 8;
                    case IP, GRE, ESP -> 0;
                };
        String bits;
        int shift;
        if (whole) {
            bits = binary(sample.getHeaderBytes());
            shift =
                    switch (slice.header()) {
                        case IP -> 0;
                        case TCP, UDP, ICMP, GRE, ESP -> sample.getIpHeaderLength() * 8;
                    };
        } else {
            bits = binary(sample.getPayloadPrefix());
            shift = -payload * 8;
            there &= payload > 0;
        }
        int start = slice.start() + shift;
        int end = slice.end() + shift;
        return there && start >= 0 && end <= bits.length()
                ? Optional.of(Long.parseLong(bits.substring(start, end), 2))
                : Optional.empty();
    }

    private static String binary(ByteString bytes) {
        StringBuilder bits = new StringBuilder();
        for (byte b : bytes) {
            bits.append(Integer.toBinaryString((b & 0xFF) | 0x100).substring(1));
        }
        return bits.toString();
    }

    private Optional<String> text(String field) {
        String value =
                switch (field) {
                    case "ip.src.country" -> annotated.source().country();
                    case "ip.dst.country" -> annotated.destination().country();
                    case "cf.colo.name" -> sample.getColo();
                    case "cf.colo.region" -> annotated.site().region();
                    case "ip.proto" ->
                            Protocol.numbers().entrySet().stream()
                                    .filter(entry -> ip && entry.getValue() == protocol)
                                    .map(entry -> entry.getKey())
                                    .findFirst()
                                    .orElse("");
                    default -> throw new IllegalArgumentException(field);
                };
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private Optional<BigInteger> address(String field) {
        ByteString bytes =
                field.equals("ip.src") ? sample.getSourceAddress() : sample.getDestinationAddress();
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(new BigInteger(1, bytes.toByteArray()));
    }

    private static BigInteger value(Address a) {
        return new BigInteger(Long.toUnsignedString(a.high()))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(a.low())));
    }

    private static boolean isV4(BigInteger address) {
        return address.shiftRight(32).equals(BigInteger.valueOf(0xFFFF));
    }

    private static boolean contains(AddressRange range, BigInteger address) {
        return range.first().isV4() == isV4(address)
                && value(range.first()).compareTo(address) <= 0
                && value(range.last()).compareTo(address) >= 0;
    }

    private static <T extends Comparable<T>> boolean compare(
            Optional<T> found, Relation relation, T value) {
        return found.map(f -> relation.holds(f.compareTo(value))).orElse(relation == Relation.NE);
    }

    private static Optional<Long> when(boolean there, long value) {
        return there ? Optional.of(value) : Optional.empty();
    }
}
