package io.networkanalytics.bench.fuzz;

import io.networkanalytics.forwarder.capture.CaptureFormatException;
import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** Input: a capture of either format, or anything else. */
final class CaptureFuzz {

    private CaptureFuzz() {}

    static void run(byte[] input) {
        long packets = 0;
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(input), "input")) {
            for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
                packets++;
                check(packet, packets);
            }
        } catch (CaptureFormatException | EOFException | ZipException e) {
            return; // its message is the answer to a damaged capture
        } catch (IOException e) {
            throw new AssertionError("reading from memory", e);
        }
    }

    private static void check(CapturedPacket packet, long number) {
        if (packet.frameNumber() != number
                || packet.capturedLength() < 0
                || packet.capturedLength() > CaptureReader.MAX_PACKET_BYTES
                || packet.capturedLength() > packet.buffer().length
                || packet.originalLength() < packet.capturedLength()
                || packet.buffer().length > CaptureReader.MAX_PACKET_BYTES) {
            throw new AssertionError("packet " + number + " is " + packet);
        }
    }
}
