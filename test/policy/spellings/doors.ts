import { unknown } from "../engine";
import {
    address,
    database,
    foreign,
    instance,
    launched,
    machines,
    member,
    publicTasks,
    subnet,
    targets,
    tasks,
} from "./backend-parts";
import {
    balancer,
    classicBalancer,
    emptyGroup,
    group,
    listener,
    networkBalancer,
    open,
    rule,
    type Written,
} from "./balancer-parts";

const merged = (...all: readonly Written[]): Written => ({
    byAws: all.flatMap(({ byAws }) => byAws),
    parts: Object.assign({}, ...all.map(({ parts }) => parts)),
});

const door = ["r1-private-paths mandatory"];
const widened = ["r1-network-paths advisory"];
const undecided = ["r1-private-paths advisory"];

/** Findings in `standard`: policy and level. */
export interface DoorCase {
    readonly written: Written;
    readonly says: readonly string[];
    /** Whether a value is not known that comes from none of the resources. */
    readonly isOpen?: true;
}

/** Doors, and backends that are private, by their description. */
export const doors: Readonly<Record<string, DoorCase>> = {
    "a plain public door": { written: merged(group(open), balancer("public"), listener), says: door },
    "a public load balancer behind a closed group": {
        written: merged(group("10.0.0.0/8"), balancer("public"), listener),
        says: widened,
    },
    "a public load balancer behind a group that admits another port": {
        written: merged(group(open, 8080), balancer("public"), listener),
        says: widened,
    },
    "a public load balancer without a listener": { written: merged(group(open), balancer("public")), says: widened },
    "a public load balancer behind a group of another stack": {
        written: merged(balancer("public", ["sg-1"]), listener),
        says: widened,
    },
    "a public load balancer whose group has a separate rule": {
        written: merged(emptyGroup, rule, balancer("public"), listener),
        says: door,
    },
    "an internal load balancer behind a closed group": {
        written: merged(group("10.0.0.0/8"), balancer("internal"), listener),
        says: [],
    },
    "an internal load balancer behind an open group": {
        written: merged(group(open), balancer("internal"), listener),
        says: widened,
    },
    "a load balancer whose scheme is not known behind an open group": {
        written: merged(group(open), balancer("unknown"), listener),
        says: undecided,
        isOpen: true,
    },
    "a load balancer whose scheme is not known behind a closed group": {
        written: merged(group("10.0.0.0/8"), balancer("unknown"), listener),
        says: [],
        isOpen: true,
    },
    "a public load balancer behind a group whose block is not known": {
        written: merged(group(unknown), balancer("public"), listener),
        says: undecided,
        isOpen: true,
    },
    "a public Network Load Balancer without groups": { written: merged(networkBalancer, listener), says: door },
    "a classic public load balancer": { written: merged(group(open), classicBalancer), says: door },
    "tasks behind an own load balancer": {
        written: merged(group("10.0.0.0/8"), balancer("internal"), listener, targets, tasks(unknown)),
        says: [],
    },
    "tasks in a target group of another stack": { written: tasks(foreign), says: [] },
    "tasks with public addresses behind an open group": { written: merged(group(open, 80), publicTasks), says: door },
    "tasks with public addresses behind a closed group": {
        written: merged(group("10.0.0.0/8"), publicTasks),
        says: widened,
    },
    "machines in a target group of another stack": { written: machines([foreign]), says: [] },
    "a machine with a public address behind an open group": {
        written: merged(group(open, 80), instance(true)),
        says: door,
    },
    "a machine with a public address behind a closed group": {
        written: merged(group("10.0.0.0/8"), instance(true)),
        says: widened,
    },
    "a machine without a public address behind a closed group": {
        written: merged(group("10.0.0.0/8"), instance(false)),
        says: [],
    },
    "a machine with an Elastic IP address behind an open group": {
        written: merged(group(open, 80), instance(false), address),
        says: door,
    },
    "machines of a template with an open group in a public subnet": {
        written: merged(group(open, 80), subnet, launched),
        says: door,
    },
    "a public database behind an open group": { written: merged(group(open, 5432), database(true)), says: door },
    "a public database behind a closed group": {
        written: merged(group("10.0.0.0/8"), database(true)),
        says: widened,
    },
    "a private database behind a closed group": { written: merged(group("10.0.0.0/8"), database(false)), says: [] },
    "a public instance of a database cluster behind an open group": {
        written: merged(group(open, 5432), member),
        says: door,
    },
};
