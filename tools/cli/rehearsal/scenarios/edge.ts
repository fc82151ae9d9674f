import { type EdgeRequests, EdgeTraffic } from "../edge-traffic";
import { edgeEdits } from "../edits/edge-edits";
import { joinedEdits } from "../edits/edit";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { originSecret } from "./origin-secret";

const sections = ["gatehouse:site", "gatehouse:firewall", "gatehouse:alarms"];
const lock = ["gatehouse:edge", "lock"];

/** Requests run while the edge is put before a stack, changed and taken away. */
export const edge: Scenario = {
    name: "edge",
    statement:
        "A distribution, its site, the firewall and the alarms come, change and go while requests run: calls of the stages succeed as long as the lock is off, and calls through the distribution as long as it is there.",
    doesNotApply: (settings) => originSecret.doesNotApply?.(settings),
    async run(rehearsal, { editsPerUpdate }) {
        const removed = new Map<string, unknown>();
        for (const section of ["gatehouse:edge", ...sections]) {
            removed.set(section, rehearsal.setting(section));
            await rehearsal.set([section], undefined);
        }
        await rehearsal.up("the APIs alone");
        const clients = new Clients(rehearsal);
        await rehearsal.set(["gatehouse:edge"], removed.get("gatehouse:edge"));
        await rehearsal.set(lock, "off");
        await clients.during("a distribution, its lock off", { direct: true });
        for (const section of sections) await clients.add(section, removed.get(section), { direct: true });

        await rehearsal.set(lock, undefined);
        await clients.during("the lock");
        await expectClosed(rehearsal);
        await changeEach(clients, editsPerUpdate);
        await rehearsal.set(["gatehouse:edge"], removed.get("gatehouse:edge"));
        await rehearsal.set(lock, "off");
        // Another path of a stage ends the former one, which the other changes leave.
        await rehearsal.up("the lock off, and the paths of before");

        for (const section of [...sections].reverse()) await clients.remove(section, { direct: true });
        await rehearsal.set(["gatehouse:edge"], undefined);
        await clients.during("no distribution", { direct: true, stages: false });
        for (const [section, value] of removed) await rehearsal.set([section], value);
        await rehearsal.up("everything at once");
        await rehearsal.checkInventory();
        rehearsal.notes.push(`${clients.sent} requests ran during the updates`);
    },
};

/** Runs `up` while clients call the stack. */
class Clients {
    /** Number of requests that were sent. */
    sent = 0;

    constructor(readonly rehearsal: Rehearsal) {}

    /** Gives the stack a section; the requests that succeed before must succeed throughout. */
    async add(section: string, value: unknown, requests: EdgeRequests): Promise<void> {
        if (value === undefined) return;
        const before = this.site;
        await this.rehearsal.set([section], value);
        await this.during(`${section} added`, { site: before, ...requests });
    }

    /** Takes a section from the stack; the requests that succeed afterwards must succeed throughout. */
    async remove(section: string, requests: EdgeRequests): Promise<void> {
        if (this.rehearsal.setting(section) === undefined) return;
        await this.rehearsal.set([section], undefined);
        await this.during(`${section} removed`, requests);
    }

    /** Runs `up` with requests after each call: as given, and by default through the distribution and for its site. */
    async during(title: string, requests: EdgeRequests = {}): Promise<void> {
        const { rehearsal } = this;
        const traffic = new EdgeTraffic(rehearsal, { stages: true, site: this.site, ...requests });
        const step = await rehearsal.run("up", title, { after: (call) => traffic.look(call) });
        rehearsal.expect(step.succeeded, `"${title}" failed: ${step.rejections[0] ?? ""}`);
        rehearsal.expect(step.operations.length > 0, `"${title}" changed nothing`);
        for (const problem of [...(await traffic.problems()), ...step.outages])
            rehearsal.expect(false, `"${title}": ${problem}`);
        rehearsal.expect(traffic.sent > 0, `no request ran during "${title}"`);
        this.sent += traffic.sent;
        await rehearsal.checkInventory();
    }

    private get site(): boolean {
        return this.rehearsal.setting("gatehouse:site") !== undefined;
    }
}

async function expectClosed(rehearsal: Rehearsal): Promise<void> {
    const traffic = new EdgeTraffic(rehearsal, { direct: true });
    const blocked = new Set(await traffic.problems());
    rehearsal.expect(blocked.size === traffic.sent, "a stage accepts calls that did not come through the distribution");
}

async function changeEach(clients: Clients, editsPerUpdate: number): Promise<void> {
    const { rehearsal } = clients;
    // Clients move with a path, so none calls both. No request meets an alarm: harmless-edits changes these.
    const edits = edgeEdits(rehearsal).filter(
        ({ changes }) => !changes.some(({ path }) => path.includes("basePaths") || path[0] === "gatehouse:alarms"),
    );
    for (const { title, changes } of joinedEdits(edits, editsPerUpdate)) {
        for (const { path, value } of changes) await rehearsal.set(path, value);
        await clients.during(title);
    }
    const build = rehearsal.setting("gatehouse:site", "build");
    if (typeof build !== "string") return;
    rehearsal.project.editSite(build);
    await clients.during("a changed page");
}
