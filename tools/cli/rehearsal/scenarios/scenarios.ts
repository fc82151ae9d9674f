import type { Scenario } from "../scenario";
import { apisAndStages } from "./apis-and-stages";
import { clientsAndPlans } from "./clients-and-plans";
import { clusterAccess } from "./cluster-access";
import { drift } from "./drift";
import { edge } from "./edge";
import { failures } from "./failures";
import { firstDeployment } from "./first-deployment";
import { harmlessEdits } from "./harmless-edits";
import { interrupted } from "./interrupted";
import { kubernetesUpgrade } from "./kubernetes-upgrade";
import { lifecycle } from "./lifecycle";
import { move } from "./move";
import { originSecret } from "./origin-secret";
import { photos } from "./photos";
import { release } from "./release";
import { releaseFailures } from "./release-failures";
import { renameAndReplace } from "./rename-and-replace";
import { rollback } from "./rollback";
import { rollout } from "./rollout";
import { scale } from "./scale";
import { sharedGateway } from "./shared-gateway";
import { twoStages } from "./two-stages";
import { zones } from "./zones";

/** Every scenario, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = [
    lifecycle,
    firstDeployment,
    harmlessEdits,
    rollout,
    move,
    renameAndReplace,
    clientsAndPlans,
    apisAndStages,
    sharedGateway,
    rollback,
    twoStages,
    release,
    releaseFailures,
    originSecret,
    edge,
    photos,
    zones,
    kubernetesUpgrade,
    clusterAccess,
    drift,
    failures,
    interrupted,
    scale,
];
