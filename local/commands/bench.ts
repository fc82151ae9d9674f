import { benchCommand } from "../bench/bench-command";
import { runCommand } from "../terminal/run-command";

runCommand(benchCommand);
