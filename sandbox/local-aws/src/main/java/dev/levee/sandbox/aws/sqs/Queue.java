package dev.levee.sandbox.aws.sqs;

import java.time.Instant;

/// One queue and its messages.
final class Queue {

    final String account;
    final String region;
    final String name;
    final Instant created;
    final MessageQueue messages;

    private volatile QueueAttributes attributes;
    private volatile Instant modified;

    Queue(String account, String region, String name, QueueAttributes attributes, MessageQueue messages, Instant now) {
        this.account = account;
        this.region = region;
        this.name = name;
        this.attributes = attributes;
        this.messages = messages;
        this.created = now;
        this.modified = now;
    }

    String arn() {
        return arn(account, region, name);
    }

    static String arn(String account, String region, String name) {
        return "arn:aws:sqs:%s:%s:%s".formatted(region, account, name);
    }

    QueueAttributes attributes() {
        return attributes;
    }

    Instant modified() {
        return modified;
    }

    void change(QueueAttributes changed, Instant now) {
        attributes = changed;
        modified = now;
    }
}
