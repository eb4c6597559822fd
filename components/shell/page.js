// Runs on every page: the cookie against its ticket, the lock and the PIN pad of shared tablets, Streamlit's own English words.
(() => {
  const me = document.currentScript ? document.currentScript.dataset : {};
  const language = me.language || "zh-CN";
  document.documentElement.lang = language;

  const post = (route, headers) => fetch(`/door/${route}`, { method: "POST", headers: headers || {} });
  // Nothing stays: neither on the screen nor in the page's memory.
  const openAnew = () => { document.body.replaceChildren(); location.replace("/"); };
  const claim = () => {
    if (!me.ticket || window.redStewardTicket === me.ticket) return Promise.resolve();
    window.redStewardTicket = me.ticket;
    return post("claim", { "X-Ticket": me.ticket });
  };
  const claimed = claim().catch(() => {});
  if (me.leave && !window.redStewardLeft) {
    window.redStewardLeft = Boolean(me.shared);
    claimed.then(() => post("leave")).catch(() => {}).finally(() => { if (me.shared) openAnew(); });
  }

  // A page that the browser kept for its "back" is fetched anew.
  if (!window.redStewardShow) {
    window.redStewardShow = true;
    window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }

  // A move of the program with a record in its address comes as two steps: the record in the address of the page that is left,
  // then the new page. It is one: "back" would find another page's record there. A change within a page stays a step.
  if (!window.redStewardSteps) {
    window.redStewardSteps = true;
    const push = history.pushState.bind(history), swap = history.replaceState.bind(history);
    let half = null;
    const whole = () => { const here = location.href, { before } = half; half = null; swap(history.state, "", before); push({}, "", here); };
    const forgotten = () => { if (half) { clearTimeout(half.timer); half = null; } };
    history.pushState = (held, unused, url) => {
      const to = new URL(url, location.href);
      if (to.pathname === location.pathname && to.search !== location.search) {
        const before = half ? half.before : location.href;
        forgotten();
        half = { before, timer: setTimeout(whole, 1500) };
        return swap(held, unused, url);
      }
      if (half) { swap(history.state, "", half.before); forgotten(); }
      return push(held, unused, url);
    };
    addEventListener("popstate", forgotten, true);
  }

  // A link of the menu is a move within the program: one step in the browser's history, no page loaded anew.
  if (!window.redStewardMoves) {
    window.redStewardMoves = true;
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest(".rs-menu a, .rs-top a");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      window.redStewardFocus = link.getAttribute("href");
      if (link.href !== location.href) history.pushState({}, "", link.href);
      dispatchEvent(new PopStateEvent("popstate"));
    });
  }
  // The menu is drawn anew: whoever goes by the keyboard stands where they stood.
  const refocus = () => {
    if (!window.redStewardFocus || document.activeElement !== document.body) return;
    const link = document.querySelector(`nav a[href="${window.redStewardFocus}"][aria-current]`);
    if (link) { window.redStewardFocus = null; link.focus({ preventScroll: true }); }
  };

  // A sentence that stays until it was read.
  const notice = (zh, en, lines = []) => {
    document.getElementById("rs-notice")?.remove();
    const inZh = document.documentElement.lang.startsWith("zh");
    const box = document.createElement("div");
    box.id = "rs-notice";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;left:16px;right:16px;bottom:16px;z-index:2147483000;background:#FFF4E5;color:#1F1B16;"
      + "border:2px solid #B25E00;border-radius:10px;padding:16px 20px;font-size:20px;line-height:1.6";
    const button = document.createElement("button");
    button.textContent = inZh ? "知道了" : "I see";
    button.style.cssText = "min-height:48px;min-width:120px;font-size:20px;border:1px solid #7A6F63;border-radius:10px;background:#fff";
    button.onclick = () => box.remove();
    box.append(...[inZh ? zh : en, ...lines].map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }), button);
    document.body.append(box);
  };

  // A download that fails says so, in words and not for five seconds only.
  const isFailed = (node) => node.nodeType === Node.ELEMENT_NODE
    && (node.matches('[data-testid="stDownloadButtonError"]') || node.querySelector('[data-testid="stDownloadButtonError"]'));
  if (!window.redStewardFiles) {
    window.redStewardFiles = new MutationObserver((changes) => {
      if (!changes.some((change) => [...change.addedNodes].some(isFailed))) return;
      notice("文件没有做成：可能是登录已过期、内容刚被同事改动，或磁盘已满。请刷新本页再试；仍不行，请找管理员。",
        "The file was not made: the sign-in may have ended, a colleague may have changed something, or the disk is full. "
        + "Please reload the page and try again; if it stays so, ask the administrator.");
    });
    window.redStewardFiles.observe(document.body, { subtree: true, childList: true });
  }

  // A field that is switched off while the connection is away is never left, and the program would not hear what stands in it.
  // Once the connection is back it is left on the person's behalf; where the page was drawn anew the words are put back, and
  // words that have no field any more are shown, not lost in silence.
  if (!window.redStewardAway) {
    window.redStewardAway = true;
    const app = () => document.querySelector('[data-testid="stApp"]')?.dataset || {};
    const fields = () => [...document.querySelectorAll(".stTextInput input, .stTextArea textarea, .stNumberInput input")]
      .filter((field) => field.type !== "password");
    const named = (field) => field.getAttribute("aria-label") || "";
    const stood = () => {
      const seen = {};
      return fields().map((field) => {
        const label = named(field), nth = seen[label] = (seen[label] ?? -1) + 1;
        return { field, label, nth, text: field.value };
      });
    };
    const leave = (field) => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    const put = (field, text) => {
      const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
      Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      leave(field);
    };
    let before = null, quiet = 0;
    // Returns what has no place on the page any more.
    const bringBack = () => before.filter(({ field, label, nth, text }) => {
      if (field.isConnected) { if (field.value === text) leave(field); return false; }
      const now = fields().filter((one) => named(one) === label)[nth];
      if (now && !now.value && text) put(now, text);
      return !now && Boolean(text);
    });
    const tell = (lost) => {
      if (!lost.length || document.querySelector('input[type="password"]')) return;
      notice("连接断开过，下面的话没有存上，请抄下来重新写：", "The connection was away. These words were not taken; please write them again:",
        lost.map(({ label, text }) => `${label}：${text}`));
    };
    const look = () => {
      const { testConnectionState: connection, testScriptState: script } = app();
      if (connection !== "CONNECTED") {
        if (connection && !before && window.redStewardWasHere) before = stood();
        quiet = 0;
        return;
      }
      window.redStewardWasHere = true;
      if (!before) return;
      for (const { field, text } of before) if (field.isConnected && !field.disabled && field.value === text) leave(field);
      quiet = script === "notRunning" ? quiet + 1 : 0;
      // Drawn and at rest for a third of a second: what is not there now does not come any more.
      if (quiet < 4) return;
      tell(bringBack());
      before = null;
    };
    setInterval(look, 100);
  }

  // Minutes are kept at every pause, not only when the field is left: a machine that fails in between has lost two seconds. While
  // Chinese characters are still being chosen nothing is taken.
  if (!window.redStewardPause) {
    window.redStewardPause = true;
    let pause = 0;
    document.addEventListener("input", (event) => {
      const field = event.target;
      if (!field.matches || !field.matches('[class*="st-key-minutes-"] textarea')) return;
      clearTimeout(pause);
      if (event.isComposing) return;
      pause = setTimeout(() => {
        if (field.isConnected) field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      }, 2000);
    }, true);
  }

  // The pad of the PIN: taps are counted here, and the program hears of them when the PIN is entered.
  const pinField = () => document.querySelector(".st-key-pin_field input");
  const type = (field, text) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const tapPin = (tapped) => {
    const field = pinField();
    if (!field) return;
    const typed = field.value;
    if (tapped === "enter") {
      if (typed.length >= 4) field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      return;
    }
    type(field, tapped === "delete" ? typed.slice(0, -1) : (typed + tapped).slice(0, 6));
    document.querySelectorAll(".rs-dots i").forEach((dot, i) => dot.classList.toggle("rs-on", i < field.value.length));
  };
  if (!window.redStewardPad) {
    window.redStewardPad = true;
    document.addEventListener("click", (event) => {
      const button = event.target.closest && event.target.closest("[data-pin]");
      if (button) tapPin(button.dataset.pin);
    });
  }

  // A shared tablet locks itself when nobody touches it; twenty seconds before it asks.
  const inChineseHere = language.startsWith("zh");
  const idle = window.redStewardIdle || (window.redStewardIdle = { touched: Date.now(), said: Date.now(), seconds: 0 });
  if (!idle.seconds && me.idle) { idle.touched = idle.said = Date.now(); }
  idle.seconds = Number(me.idle || 0);
  idle.ask = inChineseHere
    ? ["好一会儿没有人操作了，平板马上要锁屏。没写完的会替您留着。", "我还在，继续用"]
    : ["Nobody has touched the tablet for a while: it is about to lock. What you have begun is kept for you.", "I am still here"];
  const question = () => document.getElementById("rs-idle");
  const drawQuestion = () => {
    const shade = document.createElement("div");
    shade.id = "rs-idle";
    shade.setAttribute("role", "alertdialog");
    shade.style.cssText = "position:fixed;inset:0;z-index:2147483000;background:rgba(31,27,22,.98);display:flex;flex-direction:column;"
      + "align-items:center;justify-content:center;gap:36px;padding:40px;color:#fff;font-size:28px;line-height:1.5;text-align:center";
    const sentence = document.createElement("p");
    sentence.textContent = idle.ask[0];
    sentence.style.cssText = "font-size:28px;margin:0;max-width:620px";
    const button = document.createElement("button");
    button.textContent = idle.ask[1];
    button.style.cssText = "min-height:96px;min-width:320px;font-size:30px !important;border:0;border-radius:10px;background:#1B7F4B;color:#fff;font-family:inherit";
    shade.append(sentence, button);
    document.body.append(shade);
  };
  const lock = () => {
    idle.isLocking = true;
    // Leaving the field hands its text to the program, which keeps it as a draft.
    const field = document.activeElement, hasText = Boolean(field && field.matches("input, textarea"));
    if (field) field.blur();
    setTimeout(() => whenTaken(0, !hasText), 300);
  };
  // A slow machine must not lose the text: the program is given three seconds to begin taking it in, five in all.
  const whenTaken = (n, hasBegun) => {
    const at = document.querySelector('[data-testid="stApp"]')?.dataset || {};
    const isBusy = at.testConnectionState === "CONNECTED" && at.testScriptState !== "notRunning";
    if (n < 50 && (isBusy || (!hasBegun && n < 30))) setTimeout(() => whenTaken(n + 1, hasBegun || isBusy), 100);
    else post("lock").catch(() => {}).finally(openAnew);
  };
  idle.look = () => {
    if (!idle.seconds || idle.isLocking) { if (!idle.seconds && question()) question().remove(); return; }
    const quiet = (Date.now() - idle.touched) / 1000;
    if (quiet >= idle.seconds) {
      if (!question()) drawQuestion();
      lock();
    } else if (quiet >= idle.seconds - 20 && !question()) drawQuestion();
  };
  idle.touch = (event) => {
    if (!idle.seconds || idle.isLocking) return;
    // Under the question only its button counts: a sleeve on the glass is nobody.
    if (question() && !(event.target.closest && event.target.closest("#rs-idle button"))) return;
    idle.look();
    if (idle.isLocking) return;
    if (question()) question().remove();
    idle.touched = Date.now();
    if (idle.touched - idle.said < 20000) return;
    idle.said = idle.touched;
    post("here").then((answer) => { if (answer.status === 403) openAnew(); }).catch(() => {});
  };
  if (!idle.isWatching) {
    idle.isWatching = true;
    // The latest of the functions: this script runs again at every change of language.
    for (const kind of ["pointerdown", "keydown", "wheel", "touchmove", "click"]) {
      document.addEventListener(kind, (event) => idle.touch(event), { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => { if (!document.hidden) idle.look(); });
    setInterval(() => idle.look(), 500);
  }

  const words = {
    "Upload": "选择文件", "Browse files": "选择文件", "Drag and drop file here": "把文件拖到这里",
    "Choose an option": "请选择", "Choose options": "请选择", "Select an option": "请选择",
    "Choose or add an option": "请选择或填写", "No results": "没有找到", "No options to select": "没有可选的",
    "No options to select.": "没有可选的", "Select all": "全选", "Clear all": "清空", "Clear": "清空",
    "Press Enter to submit form": "按回车键提交", "Press Enter to apply": "按回车键确定", "Press Ctrl+Enter to apply": "按 Ctrl+回车 确定",
    "Press ⌘+Enter to apply": "按 ⌘+回车 确定", "Press Ctrl+Enter to submit form": "按 Ctrl+回车 提交",
    "Search": "查找", "Search…": "查找", "Type to search": "输入要找的字", "Fullscreen": "放大", "Close fullscreen": "还原",
    "Show/hide columns": "显示或隐藏列", "Download as CSV": "下载", "View fullscreen": "放大", "Exit fullscreen": "还原",
    "Remove file": "去掉文件", "Add files": "再选文件", "Error:": "未成功：", "Delete": "删除", "Add row": "加一行", "Delete row(s)": "删除所选行", "empty": "无内容", "None": "无",
    "Sort ascending": "从小到大排", "Sort descending": "从大到小排", "Autosize": "合适的宽度", "Pin column": "固定此列",
    "Unpin column": "取消固定", "Hide column": "隐藏此列", "Format": "格式", "Statistics": "统计",
    "Page not found": "没有这一页", "Failed to generate file for download": "文件没有做成", "Download failed": "文件没有做成",
    "The page that you have requested does not seem to exist. Running the app's main page.": "这个地址没有对应的页面，已为您打开首页。", "Connecting": "正在连接", "Connection error": "连不上办公电脑，请检查网络，稍后再试",
    "Running...": "正在处理…", "Stop": "停止", "Close": "关闭", "Cancel": "取消", "Print": "打印", "Settings": "设置", "Rerun": "刷新",
    "Show password text": "显示密码", "Hide password text": "隐藏密码", "Show password": "显示密码", "Hide password": "隐藏密码",
    "View more": "更多", "View less": "收起", "Next page": "下一页", "Previous page": "上一页", "First page": "首页", "Last page": "末页",
    "Open sidebar": "展开菜单", "Close sidebar": "收起菜单", "Expand sidebar": "展开菜单", "Collapse sidebar": "收起菜单",
    "Main menu": "菜单", "Skip to main content": "跳到正文", "Sidebar": "侧栏", "App pages": "页面", "Pagination": "翻页",
    "Clear selection": "清除所选", "Open": "展开", "file upload": "选择文件", "Choose date": "选择日期", "Choose a date": "选择日期",
    "Increment": "加一", "Decrement": "减一", "Next month": "下个月", "Previous month": "上个月",
    "This field is required": "请填写", "This field is required.": "请填写",
  };
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  months.forEach((name, i) => { words[name] = `${i + 1}月`; });
  [["Su", "日"], ["Mo", "一"], ["Tu", "二"], ["We", "三"], ["Th", "四"], ["Fr", "五"], ["Sa", "六"]].forEach(([en, zh]) => { words[en] = zh; });
  const patterns = [
    [/^(\d+)\s?MB per file(?: • (.*))?$/, (m) => `每个文件不超过 ${m[1]} MB${m[2] ? "，" + m[2] : ""}`],
    [/^Limit (\d+)MB per file(?: • (.*))?$/, (m) => `每个文件不超过 ${m[1]} MB${m[2] ? "，" + m[2] : ""}`],
    [/^File must be (\d+(?:\.\d+)?)\s?MB or smaller\.?$/, (m) => `文件不能超过 ${m[1]} MB`],
    [/^(?:Error: )?(?:AxiosError: )?Request failed with status code 413$/, () => "此刻上传的文件太多，请关掉不用的页面再试"],
    [/^(?:Error: )?(?:AxiosError: )?Request failed with status code 403$/, () => "登录已变更，请刷新页面后再选文件"],
    [/^Remove (.+\.\w+)$/, (m) => `去掉 ${m[1]}`],
    [/^(.+) files are not allowed\.?$/, (m) => `不能用 ${m[1]} 文件`],
    [/^You can only select up to (\d+) options?.*$/, (m) => `最多选 ${m[1]} 项`],
    [/^Please enter at most (\d+) characters\.?$/, (m) => `最多 ${m[1]} 个字`],
    [/^Page (\d+)$/, (m) => `第 ${m[1]} 页`],
    [/^[a-z_\d]+ icon$/, () => "图标"],
    [/^Show data: (.+)$/, (m) => `看数据：${m[1]}`],
    [/^Download as (PNG|SVG): (.+)$/, (m) => `存为图片：${m[2]}`],
    [/^Copy Vega-Lite spec: (.+)$/, (m) => `复制图的代码：${m[1]}`],
    [/^Fullscreen: (.+)$/, (m) => `放大：${m[1]}`],
    // A bar and an axis, as they are read aloud.
    [/^name: (.+?)\s*; n: ([\d,.]+)(?:; .*)?$/s, (m) => `${m[1]}：${m[2]}`],
    [/^n: ([\d,.]+); name: (.+?)(?:\s*; colour: .*)?$/s, (m) => `${m[2]}：${m[1]}`],
    [/^([XY])-axis .*with (\d+) values: (.+)$/s, (m) => `${m[1] === "X" ? "横轴" : "纵轴"}，${m[2]} 项：${m[3].replace(/\s*, /g, "、").replace(" ending with ", "至")}`],
    [/^([XY])-axis .*from (\S+) to (\S+)$/, (m) => `${m[1] === "X" ? "横轴" : "纵轴"}，从 ${m[2]} 到 ${m[3]}`],
  ];

  const inChinese = (text) => {
    const bare = text.trim();
    if (!bare || !/[A-Za-z]/.test(bare)) return null;
    if (words[bare]) return text.replace(bare, words[bare]);
    for (const [pattern, say] of patterns) {
      const match = bare.match(pattern);
      if (match) return text.replace(bare, say(match));
    }
    return null;
  };
  // What people wrote is left alone: only Streamlit's own parts are looked at.
  const foreign = (node) => node.closest && !node.closest('[data-testid="stFileUploader"]') && node.closest('[data-testid="stMarkdownContainer"], [data-testid="stText"], [data-testid="stHeading"], textarea, input');
  const translateText = (node) => {
    if (!node.parentElement || (foreign(node.parentElement) && !node.data.startsWith("The page that you have requested"))) return;
    const said = inChinese(node.data);
    if (said && said !== node.data) node.data = said;
  };
  const translateNode = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const held = node.getAttribute(name);
      const said = held && inChinese(held);
      if (said && said !== held) node.setAttribute(name, said);
    }
    node.childNodes.forEach(translateNode);
  };

  // What came of a press stands at the top: whoever pressed a button far down would not see it.
  const isTold = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(".rs-told") || node.querySelector(".rs-told"));
  if (window.redStewardTold) window.redStewardTold.disconnect();
  window.redStewardTold = new MutationObserver((changes) => {
    refocus();
    if (!changes.some((change) => [...change.addedNodes].some(isTold))) return;
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
  window.redStewardTold.observe(document.body, { subtree: true, childList: true });

  if (window.redStewardWatch) window.redStewardWatch.disconnect();
  if (!language.startsWith("zh")) return;
  translateNode(document.body);
  window.redStewardWatch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") translateText(change.target);
      else if (change.type === "attributes") translateNode(change.target);
      else change.addedNodes.forEach(translateNode);
    }
  });
  window.redStewardWatch.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-label", "title", "placeholder"],
  });
})();
