interface Record {
    /** Since when no target is healthy; undefined while one is. */
    downSince?: number;
    /** Seconds of complete outages. */
    down: number;
    /** Pods that ended while their load balancer still sent connections to them. */
    ended: number;
    /** The longest time for which it did. */
    seconds: number;
}

/** Records for each Deployment behind a load balancer when its clients got no response. */
export class TrafficRecord {
    private readonly records = new Map<string, Record>();

    /** Records whether a Deployment has a healthy target; one that never had any is not down but new. */
    see(workload: string, isServed: boolean, now: number): void {
        const record = this.records.get(workload);
        if (isServed) {
            this.end(workload, now);
            if (!record) this.records.set(workload, { down: 0, ended: 0, seconds: 0 });
        } else if (record) record.downSince ??= now;
    }

    /** Whether a Deployment has had a healthy target. */
    knows(workload: string): boolean {
        return this.records.has(workload);
    }

    /** Records that a pod ended so many seconds before its load balancer stopped sending connections to it. */
    endedEarly(workload: string, seconds: number): void {
        const record = this.records.get(workload);
        if (!record) return;
        record.ended += 1;
        record.seconds = Math.max(record.seconds, seconds);
    }

    /** Forgets a Deployment that was removed. */
    forget(workload: string): void {
        this.records.delete(workload);
    }

    /** The problems since the last use of this function, in words. */
    take(now: number): string[] {
        const problems = [...this.records].flatMap(([workload, record]) => {
            const down = record.down + (record.downSince === undefined ? 0 : now - record.downSince);
            const { ended, seconds } = record;
            return [
                ...(down > 0 ? [`"${workload}" had no healthy target for ${down} s`] : []),
                ...(ended > 0
                    ? [
                          `${ended} pods of "${workload}" were sent new connections up to ${seconds} s after they had ended`,
                      ]
                    : []),
            ];
        });
        for (const record of this.records.values()) {
            Object.assign(record, { down: 0, ended: 0, seconds: 0 });
            if (record.downSince !== undefined) record.downSince = now;
        }
        return problems;
    }

    private end(workload: string, now: number): void {
        const record = this.records.get(workload);
        if (record?.downSince === undefined) return;
        record.down += now - record.downSince;
        delete record.downSince;
    }
}
