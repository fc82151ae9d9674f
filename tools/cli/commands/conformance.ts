import { conformanceCommand } from "../conformance/conformance-command";
import { runCommand } from "../terminal/run-command";

runCommand((argv) => conformanceCommand(argv));
